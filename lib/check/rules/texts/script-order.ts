import { documentKind } from '../../document.ts';
import { defineRule } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { ANYTHING, scriptStep } from '../../texts/script-steps.ts';

export const scriptOrder = defineRule({
  id: 'script-order',
  severity: 'warning',
  kinds: [documentKind('Script')],
  asks: 'A script installs definitions and namespaces before the objects that need them, and a control plane before what it serves.',
  source:
    'https://helm.sh/docs/chart_best_practices/custom_resource_definitions/; https://istio.io/latest/docs/setup/install/helm/; seed 004, L7',
  *check(manifest, world) {
    const commands = commandsOf(manifest, world);
    const steps = commands.map(({ command }) => scriptStep(command, world));
    for (const [index, step] of steps.entries()) {
      const found = commands[index];
      if (step === undefined || found === undefined) continue;
      for (const need of step.needs) {
        const later = steps.findIndex((each, place) => place > index && each?.tried !== true && each?.brings.has(need) === true);
        const before = steps.slice(0, index + 1);
        if (later === -1 || before.some((each) => each?.brings.has(need) === true || each?.brings.has(ANYTHING) === true)) continue;
        const [, what = 'definitions', name = need] = /^(chart|namespace|made) (.+)$/.exec(need) ?? [];
        yield {
          path: found.path,
          message: `line ${found.command.line}: ${step.name} needs ${{ chart: 'chart', namespace: 'what is in namespace', made: 'namespace' }[what] ?? 'the definitions of'} ${name}, which line ${commands[later]?.command.line ?? 0} ${what === 'made' ? 'makes' : 'installs'}`,
          why: WHY[what] ?? '',
          fix: 'Move it behind that line, and wait there until it is ready.',
        };
        break;
      }
    }
  },
});

const WHY: Readonly<Record<string, string>> = {
  chart: 'On a new cluster it comes up without what it needs: its pods crash or are never completed.',
  definitions:
    'On a new cluster the API server knows no such kind ("no matches for kind"): the script stops there. On an old one nobody notices.',
  made: 'On a new cluster there is no such namespace yet: the command ends with "not found", and the script with it.',
  namespace: 'On a new cluster there is nothing yet: the command ends with "not found", and the script with it.',
};
