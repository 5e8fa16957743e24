/**
 * The place of IMAP4rev2 (RFC 9051) and IMAP4rev1 (RFC 3501). Nothing is in it yet: the server neither speaks IMAP nor
 * depends on this module until it does.
 */
module dev.yubin.imap {}
