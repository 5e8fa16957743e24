package dev.yubin.mime;

/** stub */
public enum TransferEncoding {
    /** x */
    SEVEN_BIT,
    /** x */
    BASE64,
    /** x */
    UNKNOWN;

    static TransferEncoding of(String s) {
        return s.trim().equalsIgnoreCase("base64") ? BASE64 : SEVEN_BIT;
    }

    boolean isEncoded() {
        return this == BASE64;
    }
}
