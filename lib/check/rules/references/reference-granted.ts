import { itemsAt, textAt } from '../../read.ts';
import { isOpaque } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const GROUP = 'gateway.networking.k8s.io';

export const referenceGranted = defineRule({
  id: 'reference-granted',
  severity: 'error',
  kinds: ['Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) => `${GROUP}/v1/${kind}`),
  asks: 'Routes and gateways that name a Service or Secret of another namespace have a ReferenceGrant there.',
  source: 'https://gateway-api.sigs.k8s.io/api-types/referencegrant/',
  *check({ object }, world) {
    const own = object.metadata.namespace ?? '';
    const said = new Set<string>();
    for (const { path, reference, kind } of named(object)) {
      const place = textAt(reference, 'namespace') ?? own;
      const name = textAt(reference, 'name') ?? '';
      if (place === own || place === '' || own === '' || said.has(`${place}/${name}`) || isOpaque(world, place)) continue;
      if (grants(world, place).some((grant) => allows(grant, { from: object.kind, own, kind, name }))) continue;
      said.add(`${place}/${name}`);
      yield granted(path, `nothing in "${place}" lets ${object.kind}s of "${own}" name ${kind} ${name}`, place);
    }
  },
});

function granted(path: string, message: string, place: string): Issue {
  const why = 'The reference is not resolved: a route answers 500 for it, and a listener has no certificate.';
  return { path, message, why, fix: `Add a ReferenceGrant in "${place}".` };
}

function* named(object: WorldObject['object']): Iterable<{ readonly path: string; readonly reference: unknown; readonly kind: string }> {
  for (const [index, listener] of itemsAt(object, 'spec.listeners').entries()) {
    for (const [place, reference] of itemsAt(listener, 'tls.certificateRefs').entries()) {
      yield { path: `spec.listeners[${index}].tls.certificateRefs[${place}]`, reference, kind: textAt(reference, 'kind') ?? 'Secret' };
    }
  }
  for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
    for (const [place, reference] of itemsAt(rule, 'backendRefs').entries()) {
      yield { path: `spec.rules[${index}].backendRefs[${place}]`, reference, kind: textAt(reference, 'kind') ?? 'Service' };
    }
  }
}

function grants(world: World, namespace: string): readonly WorldObject[] {
  return [...world.inNamespace(`${GROUP}/v1beta1/ReferenceGrant`, namespace), ...world.inNamespace(`${GROUP}/v1beta1/ReferenceGrant`, '')];
}

interface Asked {
  readonly from: string;
  readonly own: string;
  readonly kind: string;
  readonly name: string;
}

function allows({ object }: WorldObject, { from, own, kind, name }: Asked): boolean {
  return (
    itemsAt(object, 'spec.from').some((each) => textAt(each, 'kind') === from && textAt(each, 'namespace') === own) &&
    itemsAt(object, 'spec.to').some((each) => textAt(each, 'kind') === kind && (textAt(each, 'name') ?? name) === name)
  );
}
