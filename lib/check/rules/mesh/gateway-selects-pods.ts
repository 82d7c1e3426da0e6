import { gatewayPods } from '../../mesh/gateway-pods.ts';
import { textsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { labelsText, matches } from '../../selector.ts';

export const gatewaySelectsPods = defineRule({
  id: 'gateway-selects-pods',
  severity: 'error',
  kinds: ['networking.istio.io/v1/Gateway'],
  asks: 'The selector of a Gateway matches the pods of an ingress or egress gateway.',
  source:
    'https://istio.io/latest/docs/reference/config/analysis/ist0101/; https://istio.io/latest/docs/reference/config/networking/gateway/#Gateway',
  *check({ object }, world) {
    const selector = textsAt(object, 'spec.selector');
    const known = gatewayPods(world);
    // Where no gateway is in sight it is installed from somewhere else.
    if (Object.keys(selector).length === 0 || known.length === 0 || known.some(({ labels }) => matches(selector, labels))) return;
    if (Object.keys(selector).some((key) => known.every(({ labels }) => !(key in labels)))) return;
    const [key, value] = Object.entries(selector).find(([name, each]) => !known.some(({ labels }) => labels[name] === each)) ?? ['', ''];
    const values = known.flatMap(({ labels }) => labels[key] ?? []);
    const near = nearName(value, values) ?? values[0];
    yield {
      path: 'spec.selector',
      message: `no gateway pod carries ${labelsText(selector)}${near === undefined ? '' : `; there is ${key}=${near}`}`,
      why: 'No proxy listens for these servers: the address answers with a refused connection or 404.',
      fix: near === undefined ? 'Copy the labels of the gateway pods into the selector.' : `Write ${key}: ${near}.`,
    };
  },
});
