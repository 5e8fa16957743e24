package dev.yubin.clients;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks whether the program that {@link Needs} names is there, and says so if it is not. */
final class NeedsCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
                .flatMap(needs -> needs.value().missing())
                .map(reason -> skip(context, reason))
                .orElseGet(() -> ConditionEvaluationResult.enabled("The program is there"));
    }

    private static ConditionEvaluationResult skip(ExtensionContext context, String reason) {
        System.out.println(context.getDisplayName() + " is skipped. " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
