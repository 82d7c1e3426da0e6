import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const delegateExists = defineRule({
  id: 'delegate-exists',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'A route that is delegated leads to a VirtualService that exists and has no hosts of its own.',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate',
  *check({ object }, world) {
    for (const [index, route] of itemsAt(object, 'spec.http').entries()) {
      const delegate = fieldsAt(route, 'delegate');
      const name = textAt(delegate, 'name');
      if (name === undefined) continue;
      const namespace = textAt(delegate, 'namespace') ?? object.metadata.namespace ?? '';
      const path = `spec.http[${index}].delegate`;
      const why = 'The route is left out: its requests fall to the next route or answer 404.';
      const found = world.find('networking.istio.io/v1/VirtualService', namespace, name);
      if (found === undefined) {
        const absent = missing(world, 'networking.istio.io/v1/VirtualService', namespace, name);
        if (absent !== undefined)
          yield {
            path: `${path}.name`,
            severity: absent.severity,
            message: `there is no VirtualService ${namespace}/${name}`,
            why,
            fix: meant(absent, 'Name a VirtualService that exists.'),
          };
      } else if (itemsAt(found.object, 'spec.hosts').length > 0) {
        yield {
          path,
          message: `VirtualService ${namespace}/${name} has hosts of its own, a delegate has none`,
          why,
          fix: `Remove spec.hosts from ${name}.`,
        };
      }
    }
  },
});
