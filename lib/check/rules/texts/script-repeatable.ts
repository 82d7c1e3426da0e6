import { documentKind } from '../../document.ts';
import { defineRule } from '../../rule.ts';
import { helmCall } from '../../texts/helm-calls.ts';
import { plainWords } from '../../texts/script-calls.ts';
import { scriptsOf, stopsOnError } from '../../texts/scripts.ts';
import type { Command } from '../../texts/shell.ts';

export const scriptRepeatable = defineRule({
  id: 'script-repeatable',
  severity: 'info',
  kinds: [documentKind('Script')],
  asks: 'A script that stops at errors can run a second time: it does not insist on making what is there.',
  source: 'https://helm.sh/docs/helm/helm_upgrade/; https://kubernetes.io/docs/reference/kubectl/generated/kubectl_create/',
  *check(manifest, world) {
    for (const found of scriptsOf(manifest, world)) {
      if (!stopsOnError(found, world)) continue;
      for (const command of found.script.commands) {
        const once = insists(command);
        // Whoever asks first, or goes on all the same, has thought of it.
        if (once === undefined || command.tested || command.next === '||' || command.before === '||' || command.before === '&&') continue;
        yield {
          path: `line ${command.line}`,
          message: `line ${command.line}: ${once.what}, and the script stops where it is there already`,
          why: 'After a failure in the middle it cannot be run again: it ends at its first line that worked.',
          fix: once.instead,
        };
      }
    }
  },
});

function insists(command: Command): { readonly what: string; readonly instead: string } | undefined {
  const call = helmCall(command);
  if (call?.verb === 'install') {
    return { what: `helm install ${call.words[0] ?? ''} makes a release`, instead: 'Write helm upgrade --install.' };
  }
  const words = plainWords(command, ['-n', '--namespace', '--context', '--kubeconfig', '-o', '--output', '--dry-run']);
  const isTried = command.words.some(({ text }) => text.startsWith('--dry-run'));
  if (
    command.name !== 'kubectl' ||
    words[0] !== 'create' ||
    isTried ||
    !/^(ns|namespaces?|secret|configmap|sa|serviceaccount)$/.test(words[1] ?? '')
  )
    return undefined;
  const kind = words[1] === 'ns' ? 'namespace' : (words[1] ?? '');
  return {
    what: `kubectl create ${kind} ${(words[1] === 'secret' ? words[3] : words[2]) ?? ''} makes it`,
    instead: 'Add --dry-run=client -o yaml | kubectl apply -f -.',
  };
}
