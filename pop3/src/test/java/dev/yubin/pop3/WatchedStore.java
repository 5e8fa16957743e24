package dev.yubin.pop3;

import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A store in front of another, in which a test stands in for any call to the store, its accounts and mailboxes. */
final class WatchedStore {
    /** What happens instead of a call. */
    interface Instead {
        /**
         * Answers for one call.
         *
         * @param method its name
         * @param call the call as it was made
         */
        Object of(String method, Callable<?> call) throws Exception;
    }

    private WatchedStore() {}

    static MailStore over(MailStore store, Instead instead) {
        return wrap(MailStore.class, store, instead);
    }

    private static <T> T wrap(Class<T> type, T target, Instead instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        wrapped(instead.of(method.getName(), () -> call(method, target, arguments)), instead)));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static Object wrapped(Object result, Instead instead) {
        if (result instanceof Optional<?> found && found.isPresent() && found.get() instanceof MailAccount account) {
            return Optional.of(wrap(MailAccount.class, account, instead));
        }
        if (result instanceof MailAccount account) {
            return wrap(MailAccount.class, account, instead);
        }
        return result instanceof Mailbox mailbox ? wrap(Mailbox.class, mailbox, instead) : result;
    }
}
