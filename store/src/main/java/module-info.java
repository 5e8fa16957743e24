/** What a message is and where mail is kept: the store API, the memory store and the Maildir store. No Netty, no dependency. */
module dev.yubin.store {
    exports dev.yubin.mime;
    exports dev.yubin.store;
    exports dev.yubin.store.maildir;
    exports dev.yubin.store.memory;
}
