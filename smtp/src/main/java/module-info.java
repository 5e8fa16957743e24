/** SMTP: commands, replies and sessions of a server. */
module dev.yubin.smtp {
    requires transitive dev.yubin.protocol;
    requires org.slf4j;

    exports dev.yubin.smtp;
}
