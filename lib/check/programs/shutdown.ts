import { environmentOf } from '../hosts/environment.ts';
import type { Fields } from '../read.ts';
import { secondsOf } from '../seconds.ts';
import type { World } from '../world.ts';

/**
 * How long programs wait for open requests, by their variables.
 * @see https://docs.spring.io/spring-boot/reference/web/graceful-shutdown.html
 * @see https://docs.gunicorn.org/en/stable/settings.html#graceful-timeout
 */
const PHASES =
  /^(SPRING_LIFECYCLE_TIMEOUT_?PER_?SHUTDOWN_?PHASE|QUARKUS_SHUTDOWN_TIMEOUT|(GRACEFUL_)?SHUTDOWN_(TIMEOUT|GRACE_PERIOD)(_SECONDS|_SEC)?|GRACEFUL_TIMEOUT)$/;

/** How long a container is told to wait for what is open. */
export function shutdownPhase(
  container: Fields,
  namespace: string,
  world: World,
): { readonly name: string; readonly seconds: number } | undefined {
  if (container['env'] === undefined && container['envFrom'] === undefined) return undefined;
  for (const [name, value] of environmentOf(container, namespace, world)) {
    if (!PHASES.test(name)) continue;
    // A bare number is one of milliseconds for Spring, and a large one for everybody.
    const written = /^\d+$/.test(value) && (name.startsWith('SPRING') || Number(value) >= 1000) ? `${value}ms` : value;
    const seconds = secondsOf(written);
    if (seconds !== undefined) return { name, seconds };
  }
  return undefined;
}
