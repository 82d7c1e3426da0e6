import { variable } from '../../hosts/database-clients.ts';
import { POD_KINDS, type Container } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const actuatorAnswers = defineRule({
  id: 'actuator-answers',
  severity: 'error',
  kinds: POD_KINDS,
  asks: "Pages of Spring's actuator that probes and scrapes ask for stand at these paths, and are exposed.",
  source:
    'https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.exposing; https://docs.spring.io/spring-boot/reference/actuator/monitoring.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined || container.init) continue;
      const asked = [...pages(container)];
      if (asked.length === 0 && !(pod.annotations['prometheus.io/path'] ?? '').includes('actuator')) continue;
      const set = (name: string): string | undefined => variable(container.fields, name, pod.namespace, world);
      const scraped = pod.annotations['prometheus.io/scrape'] === 'true' ? pod.annotations['prometheus.io/path'] : undefined;
      const all = [
        ...asked,
        ...(scraped === undefined
          ? []
          : [{ path: `${pod.path}.metadata.annotations["prometheus.io/path"]`, who: 'prometheus.io/path', page: scraped }]),
      ];
      const base = baseOf(set);
      const exposed = set('MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE')
        ?.split(',')
        .map((each) => each.trim());
      for (const { path, who, page } of all) {
        if (!page.includes('/actuator')) continue;
        if (!page.startsWith(base)) {
          yield {
            path,
            message: `${who} asks for ${page}, and the actuator stands at ${base}`,
            why: 'It gets 404 each time: a pod never becomes ready, or is restarted for ever; a scrape has no series.',
            fix: `Ask for ${base}${page.slice(page.indexOf('/actuator') + '/actuator'.length)}.`,
          };
          continue;
        }
        const [name = ''] = page.slice(base.length + 1).split('/');
        if (exposed === undefined || name === '' || exposed.includes('*') || exposed.includes(name)) continue;
        yield {
          path,
          message: `${who} asks for ${page}, and only ${exposed.join(', ')} ${exposed.length === 1 ? 'is' : 'are'} exposed`,
          why: 'It gets 404 each time: a pod never becomes ready, or is restarted for ever; a scrape has no series.',
          fix: `Add ${name} to MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE.`,
        };
      }
    }
  },
});

function* pages({ fields, path }: Container): Iterable<{ readonly path: string; readonly who: string; readonly page: string }> {
  for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
    const page = textAt(fields, `${probe}.httpGet.path`);
    if (page?.includes('/actuator') === true) yield { path: `${path}.${probe}.httpGet.path`, who: `the ${probe}`, page };
  }
}

/** On a port of its own the actuator stands beside the context path of the application. */
function baseOf(set: (name: string) => string | undefined): string {
  const own = set('MANAGEMENT_SERVER_PORT');
  const shared = own === undefined || own === set('SERVER_PORT');
  const context = shared
    ? (set('SERVER_SERVLET_CONTEXT_PATH') ?? set('SPRING_WEBFLUX_BASE_PATH') ?? '')
    : (set('MANAGEMENT_SERVER_BASE_PATH') ?? '');
  return `${context.replace(/\/$/, '')}${(set('MANAGEMENT_ENDPOINTS_WEB_BASE_PATH') ?? '/actuator').replace(/\/$/, '')}`;
}
