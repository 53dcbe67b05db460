package sportello.platform;

import java.util.concurrent.ThreadLocalRandom;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Keeps `TriesAgain`: around the transaction, never inside one.
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class TryingAgain {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor triesAgain() {
        var advisor =
                new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forClassAnnotation(TriesAgain.class), new Once());
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return advisor;
    }

    private static final class Once implements MethodInterceptor {

        private static final int TRIES = 5;
        private static final int MOST_MILLIS = 50;

        @Override
        public @Nullable Object invoke(MethodInvocation asked) throws Throwable {
            if (TransactionSynchronizationManager.isActualTransactionActive()) return asked.proceed();
            for (int tries = 1; tries < TRIES; tries++)
                try {
                    return ((ProxyMethodInvocation) asked).invocableClone().proceed();
                } catch (PessimisticLockingFailureException lockedUp) {
                    Thread.sleep(ThreadLocalRandom.current().nextInt(1, MOST_MILLIS));
                }
            return asked.proceed();
        }
    }
}
