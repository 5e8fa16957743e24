package dev.yubin.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0400",
        "1, 0401",
        "127, 047f",
        "128, 048180",
        "255, 0481ff",
        "256, 04820100",
        "65535, 0482ffff",
        "65536, 0483010000",
        "70000, 0483011170",
    })
    void aLengthHasTheFewestOctets(int length, String head) {
        byte[] encoded = Der.octetString(new byte[length]);

        byte[] expected = HexFormat.of().parseHex(head);
        assertThat(encoded).hasSize(expected.length + length).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 020100",
        "1, 020101",
        "127, 02017f",
        "128, 02020080",
        "256, 02020100",
        "-1, 0201ff",
        "-128, 020180",
        "-129, 0202ff7f",
        "9223372036854775807, 02087fffffffffffffff",
        "-9223372036854775808, 02088000000000000000",
        "18446744073709551615, 020900ffffffffffffffff",
        "340282366920938463463374607431768211455, 021100ffffffffffffffffffffffffffffffff",
    })
    void anIntegerIsTwosComplement(BigInteger number, String encoded) {
        assertThat(hex(Der.integer(number))).isEqualTo(encoded);
        if (number.bitLength() < Long.SIZE) {
            assertThat(hex(Der.integer(number.longValueExact()))).isEqualTo(encoded);
        }
    }

    @Test
    void objectIdentifiersAreAsOthersWriteThem() {
        assertThat(hex(Der.oid(1, 2, 840, 113549, 1, 1, 1))).isEqualTo("06092a864886f70d010101");
        assertThat(hex(Der.oid(1, 2, 840, 10045, 4, 3, 2))).isEqualTo("06082a8648ce3d040302");
        assertThat(hex(Der.oid(2, 5, 29, 19))).isEqualTo("0603551d13");
        assertThat(hex(Der.oid(1, 3, 101, 112))).isEqualTo("06032b6570");
        // X.690 §8.19.5: the second number may be large below 2.
        assertThat(hex(Der.oid(2, 999, 3))).isEqualTo("0603883703");
        assertThat(hex(Der.oid(0, 0))).isEqualTo("060100");
        assertThat(hex(Der.oid(1, 2, 127, 128, 16383, 16384, Integer.MAX_VALUE)))
                .isEqualTo("060e2a7f8100ff7f818000" + "87ffffff7f");
    }

    @ParameterizedTest
    @CsvSource({
        "1949-12-31T23:59:59Z, 180f31393439313233313233353935395a",
        "1950-01-01T00:00:00Z, 170d3530303130313030303030305a",
        "1999-12-31T23:59:59.999Z, 170d3939313233313233353935395a",
        "2026-01-02T03:04:05Z, 170d3236303130323033303430355a",
        "2049-12-31T23:59:59Z, 170d3439313233313233353935395a",
        "2050-01-01T00:00:00Z, 180f32303530303130313030303030305a",
        "2107-06-05T04:03:02Z, 180f32313037303630353034303330325a",
    })
    void yearsHaveTwoDigitsFrom1950To2049(Instant time, String encoded) {
        assertThat(hex(Der.time(time))).isEqualTo(encoded);
    }

    @Test
    void namedBitsEndWithTheLastOne() {
        assertThat(hex(Der.namedBits())).isEqualTo("030100");
        assertThat(hex(Der.namedBits(0))).isEqualTo("03020780");
        assertThat(hex(Der.namedBits(5, 6))).isEqualTo("03020106");
        assertThat(hex(Der.namedBits(0, 7))).isEqualTo("03020081");
    }

    @Test
    void otherValuesAreAsOthersWriteThem() {
        assertThat(hex(Der.bool(true))).isEqualTo("0101ff");
        assertThat(hex(Der.bool(false))).isEqualTo("010100");
        assertThat(hex(Der.nothing())).isEqualTo("0500");
        assertThat(hex(Der.utf8("é€"))).isEqualTo("0c05c3a9e282ac");
        assertThat(hex(Der.bitString(new byte[] {1, 2}))).isEqualTo("0303000102");
        assertThat(hex(Der.sequence())).isEqualTo("3000");
        assertThat(hex(Der.sequence(Der.integer(1), Der.nothing()))).isEqualTo("30050201010500");
        assertThat(hex(Der.setOf(Der.integer(1)))).isEqualTo("3103020101");
        assertThat(hex(Der.explicit(3, Der.integer(2)))).isEqualTo("a303020102");
        assertThat(hex(Der.implicit(2, new byte[] {'a'}))).isEqualTo("820161");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (int length : new int[] {0, 1, 127, 128, 255, 256, 65_535, 65_536, 70_000}) {
            byte[] content = new byte[length];
            Arrays.fill(content, (byte) 7);
            DerReader all = new DerReader(Der.sequence(Der.octetString(content), Der.integer(5)));

            DerReader fields = new DerReader(all.content(0x30));
            assertThat(fields.content(0x04)).isEqualTo(content);
            assertThat(fields.content(0x02)).containsExactly(5);
            assertThat(fields.tag()).isEqualTo(DerReader.NOTHING);
            assertThat(all.tag()).isEqualTo(DerReader.NOTHING);
        }
    }

    @ParameterizedTest
    @CsvSource({"30", "3001", "3080", "308100", "308101", "3082ff", "30850000000001ff", "3084ffffffff", "30847fffffff00"
    })
    void whatIsCutOffOrTooLongIsNothing(String broken) {
        DerReader reader = new DerReader(HexFormat.of().parseHex(broken));

        boolean isEmpty = broken.equals("308100");
        assertThat(reader.tag()).isEqualTo(isEmpty ? 0x30 : DerReader.NOTHING);
        assertThat(reader.tag()).isEqualTo(DerReader.NOTHING);
    }

    @Test
    void anyOctetsComeToAnEnd() {
        Random random = new Random(7);
        for (int round = 0; round < 5000; round++) {
            byte[] octets = new byte[random.nextInt(40)];
            random.nextBytes(octets);
            DerReader reader = new DerReader(octets);
            int values = 0;
            while (reader.tag() != DerReader.NOTHING) {
                assertThat(reader.content().length).isLessThan(octets.length);
                values++;
            }
            assertThat(values).isLessThanOrEqualTo(octets.length / 2);
        }
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}
