/**
 * The place of IMAP4rev2 (RFC 9051) and IMAP4rev1 (RFC 3501). There is little in it yet: the server neither speaks IMAP
 * nor depends on this module until it does.
 */
module dev.yubin.imap {
    requires transitive dev.yubin.store;
}
