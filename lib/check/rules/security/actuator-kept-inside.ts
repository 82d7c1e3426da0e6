import { wayIn } from '../../network/ways-in.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { springSettings } from '../../texts/spring.ts';

/** Pages of the actuator that hand out secrets or let anybody change the program. */
const TELLING = ['*', 'env', 'heapdump', 'configprops', 'threaddump', 'loggers', 'shutdown', 'logfile', 'httpexchanges', 'jolokia'];

export const actuatorKeptInside = defineRule({
  id: 'actuator-kept-inside',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: "Pages of Spring's actuator that tell settings and memory are not within reach of everybody who reaches the gateway.",
  source: 'https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.security',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined || container.init) continue;
      const settings = springSettings(pod, container, world);
      const exposed = settings.get('managementendpointswebexposureinclude');
      const told = (exposed?.value ?? '')
        .split(',')
        .map((each) => each.trim())
        .filter((each) => TELLING.includes(each));
      const apart = settings.get('managementserverport');
      if (
        exposed === undefined ||
        told.length === 0 ||
        (apart !== undefined && apart.value !== (settings.get('serverport')?.value ?? '8080'))
      )
        continue;
      const base = (settings.get('managementendpointswebbasepath')?.value ?? '/actuator').replace(/\/$/, '');
      for (const service of world.servicesOf(pod)) {
        const way = wayIn(service, base, world);
        if (way === undefined) continue;
        yield {
          path: exposed.path,
          message: `${exposed.name} exposes ${told.join(', ')}, and ${way} brings ${base} in from outside`,
          why: 'Anybody reads passwords in the memory and settings of the program (heapdump, env), or stops it (shutdown).',
          fix: 'Expose health and prometheus only, or give the actuator a port of its own (MANAGEMENT_SERVER_PORT), and route the paths of the program alone.',
        };
        break;
      }
    }
  },
});
