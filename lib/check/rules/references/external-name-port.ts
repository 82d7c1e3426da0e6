import { serviceNamed } from '../../hosts/chart-services.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { servicePorts } from '../../services.ts';

export const externalNamePort = defineRule({
  id: 'external-name-port',
  severity: 'error',
  kinds: ['v1/Service'],
  asks: 'A Service that is another name for a Service of the cluster offers ports that the other one has.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
  *check({ object }, world) {
    const [, name = '', namespace = ''] = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.|$)/.exec(textAt(object, 'spec.externalName') ?? '') ?? [];
    if (textAt(object, 'spec.type') !== 'ExternalName' || name === '') return;
    const target = serviceNamed(world, namespace, name);
    const has = servicePorts(target?.object).map(({ port }) => port);
    // Pods of a headless Service are reached on any port of theirs.
    if (has.length === 0 || textAt(target?.object, 'spec.clusterIP') === 'None') return;
    for (const { port, targetPort, path } of servicePorts(object)) {
      // Ingress controllers ask for the second.
      if (has.includes(port) || (typeof targetPort === 'number' && has.includes(targetPort))) continue;
      yield {
        path,
        message: `port ${port} is none of Service ${namespace}/${name}, which has ${has.join(', ')}`,
        why: 'An ExternalName is a name in DNS and translates no ports: whoever comes this way asks the other Service for this port, and is refused.',
        fix: 'Write a port of the other Service.',
      };
    }
  },
});
