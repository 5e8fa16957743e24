package dev.yubin.clients;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of the profile {@code clients} with a program; skipped, with a word on what to install, where it is not. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("clients")
@Timeout(120)
@ExtendWith(NeedsCondition.class)
@interface Needs {
    /** What must be installed. */
    Program value();
}
