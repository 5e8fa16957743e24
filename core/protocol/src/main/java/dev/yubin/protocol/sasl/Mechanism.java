package dev.yubin.protocol.sasl;

import dev.yubin.protocol.Proof;
import dev.yubin.protocol.ScramHash;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SASL mechanisms, best first for who has a password. */
public enum Mechanism {
    /** RFC 7677, bound to TLS. */
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", Proof.SCRAM, First.CLIENT, g -> new Scram(g, ScramHash.SHA_256, true)),
    /** RFC 7677. */
    SCRAM_SHA_256("SCRAM-SHA-256", Proof.SCRAM, First.CLIENT, g -> new Scram(g, ScramHash.SHA_256, false)),
    /** RFC 5802, bound to TLS. */
    SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS", Proof.SCRAM, First.CLIENT, g -> new Scram(g, ScramHash.SHA_1, true)),
    /** RFC 5802. */
    SCRAM_SHA_1("SCRAM-SHA-1", Proof.SCRAM, First.CLIENT, g -> new Scram(g, ScramHash.SHA_1, false)),
    /** RFC 2195. */
    CRAM_MD5("CRAM-MD5", Proof.SECRET, First.SERVER, CramMd5::new),
    /** RFC 4616. */
    PLAIN("PLAIN", Proof.PASSWORD, First.CLIENT, Plain::new),
    /** draft-murchison-sasl-login. */
    LOGIN("LOGIN", Proof.PASSWORD, First.EITHER, LoginMechanism::new),
    /** RFC 7628. */
    OAUTHBEARER("OAUTHBEARER", Proof.TOKEN, First.CLIENT, OAuth::bearer),
    /** Google's, before there was an RFC. */
    XOAUTH2("XOAUTH2", Proof.TOKEN, First.CLIENT, OAuth::xoauth2),
    /** RFC 4422 appendix A. */
    EXTERNAL("EXTERNAL", Proof.CERTIFICATE, First.CLIENT, External::new),
    /** RFC 4505. */
    ANONYMOUS("ANONYMOUS", Proof.ANONYMOUS, First.CLIENT, Anonymous::new);

    /** Who speaks first. */
    private enum First {
        CLIENT,
        SERVER,
        EITHER
    }

    private static final Map<String, Mechanism> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Mechanism::saslName, mechanism -> mechanism));

    /** Lists by the bits of their mechanisms: there are few, and each is made once. */
    private static final Map<Integer, List<String>> LISTS = new ConcurrentHashMap<>();

    private final String saslName;
    private final Proof proof;
    private final First first;
    private final Function<Grounds, Exchange> maker;

    Mechanism(String saslName, Proof proof, First first, Function<Grounds, Exchange> maker) {
        this.saslName = saslName;
        this.proof = proof;
        this.first = first;
        this.maker = maker;
    }

    /** The mechanism of that name in any case, or null. */
    public static Mechanism named(String name) {
        // Upper case of other letters is ASCII for some: ı is I. No name has them.
        boolean ascii = name.chars().allMatch(c -> c < 0x80);
        return ascii ? BY_NAME.get(name.toUpperCase(Locale.ROOT)) : null;
    }

    /** The names of mechanisms: always the same list for the same ones. */
    public static List<String> names(int bits) {
        return LISTS.computeIfAbsent(
                bits,
                wanted -> Stream.of(values())
                        .filter(mechanism -> (wanted & mechanism.bit()) != 0)
                        .map(Mechanism::saslName)
                        .toList());
    }

    /** This mechanism among {@link #names}. */
    public int bit() {
        return 1 << ordinal();
    }

    /** What it is called in protocols. */
    public String saslName() {
        return saslName;
    }

    /** What its users must show. */
    public Proof proof() {
        return proof;
    }

    /** Whether who reads along can use what is said. */
    public boolean isClearText() {
        return proof == Proof.PASSWORD || proof == Proof.TOKEN;
    }

    /** Whether it is bound to the TLS connection it is used on. */
    public boolean isBound() {
        return saslName.endsWith("-PLUS");
    }

    /** Whether the client has the first word, so that it is sent an empty challenge if it kept silent. */
    public boolean clientFirst() {
        return first == First.CLIENT;
    }

    /** Whether the server has the first word, so that the client cannot have sent anything yet. */
    public boolean serverFirst() {
        return first == First.SERVER;
    }

    /** A conversation. */
    public Exchange begin(Grounds grounds) {
        return maker.apply(grounds);
    }
}
