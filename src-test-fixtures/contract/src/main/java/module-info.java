/** For the tests of stores and protocols: the dialogue runner, the store contract, sample mail. */
module dev.yubin.fixtures {
    requires transitive dev.yubin.store;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;

    exports dev.yubin.fixtures;
}
