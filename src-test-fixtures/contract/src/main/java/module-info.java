/** For the tests of stores and protocols: the dialogue runner, the store contract, sample mail. */
module dev.yubin.fixtures {
    requires transitive dev.yubin.store;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;

    exports dev.yubin.fixtures;

    // The rules of the contracts are methods of package-private classes.
    opens dev.yubin.fixtures to
            org.junit.platform.commons;
}
