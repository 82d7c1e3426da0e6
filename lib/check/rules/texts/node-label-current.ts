import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const OLD = /node-role\.kubernetes\.io\/master\b/;
const NEW = /node-role\.kubernetes\.io\/control-plane\b/;

export const nodeLabelCurrent = defineRule({
  id: 'node-label-current',
  severity: 'warning',
  kinds: [documentKind('Script'), documentKind('Guide')],
  asks: 'Commands name the label and the taint of control planes as they have been called since Kubernetes 1.24.',
  source:
    'https://kubernetes.io/blog/2022/04/07/upcoming-changes-in-kubernetes-1-24/; https://kubernetes.io/docs/reference/labels-annotations-taints/#node-role-kubernetes-io-control-plane-taint',
  *check({ object }) {
    const written = textAt(object, 'text') ?? '';
    // Who names both is prepared for either.
    if (!OLD.test(written) || NEW.test(written)) return;
    const lines = written.split('\n');
    const index = lines.findIndex((line) => OLD.test(line) && !/^\s*#/.test(line));
    if (index === -1) return;
    yield {
      path: `line ${index + 1}`,
      message: `line ${index + 1} names node-role.kubernetes.io/master, which no node of Kubernetes 1.25 or later has`,
      why: 'A taint of that name is not found, a selector finds no node: the script stops, or goes on without what it was to do.',
      fix: 'Write node-role.kubernetes.io/control-plane.',
    };
  },
});
