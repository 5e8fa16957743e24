/** The mail server: the one module a user adds. */
module dev.yubin {
    requires transitive dev.yubin.smtp;
    requires transitive dev.yubin.pop3;
    requires org.slf4j;

    exports dev.yubin;
}
