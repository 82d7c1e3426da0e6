import { selectorFault } from '../../network/calico-selector.ts';
import { itemsAt, strings, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const WHY = 'The API of Calico refuses the object, and the policy stays as it was before, or is not there at all.';
const SELECTORS = /^(?:selector|notSelector|namespaceSelector|serviceAccountSelector)$/;

export const calicoPolicyValid = defineRule({
  id: 'calico-policy-valid',
  severity: 'error',
  kinds: ['projectcalico.org/v3/NetworkPolicy', 'projectcalico.org/v3/GlobalNetworkPolicy'],
  asks: 'A policy of Calico has selectors in the words of Calico, actions that there are, and a protocol beside its ports.',
  source: 'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy',
  *check({ object }) {
    for (const { path, key, value } of strings(object['spec'], 'spec')) {
      const fault = SELECTORS.test(key) ? selectorFault(value) : undefined;
      if (fault !== undefined) yield { path, message: `${value} ${fault.what}`, why: WHY, fix: fault.fix };
    }
    const types = itemsAt(object, 'spec.types').flatMap((each) => text(each) ?? []);
    for (const direction of ['ingress', 'egress']) {
      const rules = itemsAt(object, `spec.${direction}`);
      for (const [index, rule] of rules.entries()) yield* ruleIssues(rule, `spec.${direction}[${index}]`);
      const type = direction === 'ingress' ? 'Ingress' : 'Egress';
      if (rules.length === 0 || types.length === 0 || types.includes(type)) continue;
      yield {
        path: `spec.${direction}`,
        severity: 'warning',
        message: `there are rules for ${direction}, and types names ${types.join(', ')} only`,
        why: 'The rules are passed over: what they allow or deny is not decided by them.',
        fix: `Add ${type} to types.`,
      };
    }
    yield* closesAll(object);
  },
});

function* ruleIssues(rule: unknown, path: string): Iterable<Issue> {
  const action = textAt(rule, 'action') ?? '';
  if (!/^(Allow|Deny|Log|Pass)$/.test(action)) {
    const right = ['Allow', 'Deny', 'Log', 'Pass'].find((each) => each.toLowerCase() === action.toLowerCase());
    yield {
      path: `${path}.action`,
      message: action === '' ? 'the rule has no action' : `action is ${action}, and Calico knows Allow, Deny, Log and Pass`,
      why: WHY,
      fix: right === undefined ? 'Write action: Allow or Deny.' : `Write ${right}.`,
    };
  }
  const protocol = textAt(rule, 'protocol') ?? '';
  for (const end of ['source', 'destination']) {
    for (const list of ['ports', 'notPorts']) {
      if (itemsAt(rule, `${end}.${list}`).length === 0 || /^(TCP|UDP|SCTP|6|17|132)$/i.test(protocol)) continue;
      yield {
        path: `${path}.${end}.${list}`,
        message: `${end}.${list} stand beside ${protocol === '' ? 'no protocol' : `protocol ${protocol}`}, and only TCP, UDP and SCTP have ports`,
        why: WHY,
        fix: 'Add protocol: TCP.',
      };
    }
  }
}

/** A policy for every pod of the cluster that lets nothing out, names included. */
function* closesAll(object: Parameters<typeof calicoPolicyValid.check>[0]['object']): Iterable<Issue> {
  if (object.kind !== 'GlobalNetworkPolicy' || textAt(object, 'spec.namespaceSelector') !== undefined) return;
  const everybody = /^\s*(all\(\))?\s*$/.test(textAt(object, 'spec.selector') ?? '');
  const types = itemsAt(object, 'spec.types').flatMap((each) => text(each) ?? []);
  if (!everybody || types.length === 0 || itemsAt(object, 'spec.ingress').length + itemsAt(object, 'spec.egress').length > 0) return;
  yield {
    path: 'spec.selector',
    severity: 'warning',
    message: `it closes ${types.join(' and ')} of every pod of the cluster, those of kube-system and of Calico itself included`,
    why: 'The name server and the control plane are cut off in the same moment: nothing in the cluster finds anything.',
    fix: "Write namespaceSelector: kubernetes.io/metadata.name not in { 'kube-system', 'calico-system', … }, as Calico's own guide does.",
  };
}
