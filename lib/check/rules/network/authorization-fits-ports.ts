import { AUTHORIZATION_POLICY, actionOf, podsOfAuthorization } from '../../network/authorization/policies.ts';
import { HTTP_FIELDS, listOf, rulesOf } from '../../network/authorization/authorize.ts';
import { carriesHttp } from '../../network/authorization/requests.ts';
import { fieldsAt, itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { podPort, servicePorts } from '../../services.ts';

export const authorizationFitsPorts = defineRule({
  id: 'authorization-fits-ports',
  severity: 'error',
  kinds: [AUTHORIZATION_POLICY],
  asks: 'An operation of an AuthorizationPolicy names ports of the pod, and asks about HTTP only where there is some.',
  source:
    'https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation; https://istio.io/latest/docs/concepts/security/#using-istio-authorization-on-plain-tcp-protocols',
  *check(manifest, world) {
    const pods = podsOfAuthorization(world, manifest);
    const reached = pods.flatMap((pod) =>
      world
        .servicesOf(pod)
        .flatMap((service) => servicePorts(service.object).map((each) => ({ pod, service, own: podPort(each, pod), port: each.port }))),
    );
    if (reached.length === 0) return;
    const http = reached.some(({ pod, own }) => own === undefined || carriesHttp(world, pod, own));
    const numbers = new Set([
      ...reached.map(({ own }) => own),
      ...pods.flatMap(({ containers }) => containers.flatMap(({ ports }) => ports.map(({ port }) => port))),
    ]);
    for (const { rule, path } of rulesOf(manifest)) {
      for (const [index, to] of itemsAt(rule, 'to').entries()) {
        const operation = fieldsAt(to, 'operation');
        const place = `${path}.to[${index}].operation`;
        for (const port of listOf(operation, 'ports')) {
          const mixed = numbers.has(Number(port)) ? undefined : reached.find((each) => String(each.port) === port);
          if (mixed === undefined) continue;
          yield {
            path: `${place}.ports`,
            message: `port ${port} is the port of Service ${mixed.service.object.metadata.name}; its pods listen on ${String(mixed.own)}`,
            why: 'The sidecar of the server compares the port of the pod: the rule never fits, so it neither allows nor denies.',
            fix: `Write "${String(mixed.own)}".`,
          };
        }
        const field = HTTP_FIELDS.find((each) => listOf(operation, each).length > 0);
        if (field === undefined || http) continue;
        yield {
          path: `${place}.${field}`,
          message: `${field} is about HTTP, and no port of the selected pods carries it`,
          why:
            actionOf(manifest) === 'DENY'
              ? 'On other protocols the field is left out of a rule that denies: it denies more than it says.'
              : 'On other protocols a rule that allows never fits with such a field: every connection is refused.',
          fix: 'Use ports and sources only.',
        };
      }
    }
  },
});
