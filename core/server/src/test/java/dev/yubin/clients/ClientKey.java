package dev.yubin.clients;

import java.nio.file.Path;

/** A client's certificate and its key as PEM files. It comes from nobody but itself, so servers must be told of it. */
record ClientKey(Path certificate, Path key) {
    /** A new one for somebody, made by openssl. */
    static ClientKey of(String address, Path directory) {
        ClientKey made = new ClientKey(directory.resolve("client.pem"), directory.resolve("client.key"));
        Program.OPENSSL
                .run(
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-subj",
                        "/CN=A client",
                        "-addext",
                        "subjectAltName=email:" + address,
                        "-days",
                        "2",
                        "-out",
                        made.certificate,
                        "-keyout",
                        made.key)
                .succeeded();
        return made;
    }
}
