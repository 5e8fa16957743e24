package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScramKeysTest {
    /** RFC 6070, the test with this password, salt and 4,096 iterations; the keys are made from it as RFC 5802 §3 says. */
    @Test
    void keysAreThoseOfTheSaltedPassword() {
        byte[] salted = HexFormat.of().parseHex("4b007901b765489abead49d926f721d065a429c1");
        ScramKeys keys = ScramKeys.derive("password", ScramHash.SHA_1, "salt".getBytes(), 4096);
        assertThat(keys.serverKey()).isEqualTo(ScramHash.SHA_1.hmac(salted, "Server Key".getBytes()));
        assertThat(keys.storedKey())
                .isEqualTo(ScramHash.SHA_1.digest(ScramHash.SHA_1.hmac(salted, "Client Key".getBytes())));
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    void eachTimeThereIsAnotherSaltOf16OctetsAnd4096Iterations(ScramHash hash) {
        ScramKeys one = ScramKeys.derive("pencil", hash);
        ScramKeys other = ScramKeys.derive("pencil", hash);
        assertThat(one.salt()).hasSize(16).isNotEqualTo(other.salt());
        assertThat(one.storedKey()).hasSize(hash.octets()).isNotEqualTo(other.storedKey());
        assertThat(one.iterations()).isEqualTo(4096);
        assertThat(one.hash()).isEqualTo(hash);
    }

    @Test
    void passwordsArePreparedAndMayBeEmptyOrForbidden() {
        byte[] salt = {1};
        assertThat(ScramKeys.derive("I\u00adX", ScramHash.SHA_256, salt, 1).storedKey())
                .isEqualTo(ScramKeys.derive("IX", ScramHash.SHA_256, salt, 1).storedKey());
        assertThat(ScramKeys.derive("", ScramHash.SHA_256, salt, 1).storedKey()).hasSize(32);
        assertThat(ScramKeys.derive("\u0007", ScramHash.SHA_256, salt, 1).storedKey())
                .hasSize(32);
    }

    @Test
    void keysThatWereKeptAreTheSame() {
        ScramKeys keys = ScramKeys.derive("pencil", ScramHash.SHA_1);
        ScramKeys kept = ScramKeys.of(keys.hash(), keys.salt(), keys.iterations(), keys.storedKey(), keys.serverKey());
        assertThat(kept.storedKey()).isEqualTo(keys.storedKey());
        assertThat(kept.serverKey()).isEqualTo(keys.serverKey());
    }

    @Test
    void decoysHaveTheSameSaltEachTimeAndKeysOfNobody() {
        ScramKeys one = ScramKeys.decoy("nobody", ScramHash.SHA_256);
        ScramKeys again = ScramKeys.decoy("nobody", ScramHash.SHA_256);
        assertThat(one.salt()).hasSize(16).isEqualTo(again.salt());
        assertThat(one.storedKey()).hasSize(32).isNotEqualTo(again.storedKey());
        assertThat(ScramKeys.decoy("no-one", ScramHash.SHA_256).salt()).isNotEqualTo(one.salt());
        assertThat(ScramKeys.decoy("nobody", ScramHash.SHA_1).salt()).isNotEqualTo(one.salt());
    }

    @Test
    void whatIsNoKeyIsRefused() {
        byte[] key = new byte[20];
        byte[] salt = {1};
        assertThatThrownBy(() -> ScramKeys.of(ScramHash.SHA_256, salt, 1, key, key))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScramKeys.of(ScramHash.SHA_1, salt, 0, key, key))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScramKeys.of(ScramHash.SHA_1, new byte[0], 1, key, key))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingShowsSecrets() {
        assertThat(ScramKeys.derive("pencil", ScramHash.SHA_1)).hasToString("ScramKeys[SHA_1, 4096 iterations]");
        assertThat(BearerToken.of("bob", "geheim")).hasToString("BearerToken[bob]");
        assertThat(BearerToken.of("", "geheim").user()).isEmpty();
    }
}
