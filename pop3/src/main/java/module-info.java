/** POP3: commands, replies and sessions of a server. */
module dev.yubin.pop3 {
    requires transitive dev.yubin.protocol;
    requires org.slf4j;

    exports dev.yubin.pop3;
}
