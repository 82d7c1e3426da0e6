import { installedObjects, installsUnread } from '../../delivery/installed.ts';
import { ignoreEntries, isAbout, outOfList } from '../../ignore.ts';
import { installerOf } from '../../installers.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const argocdIgnoreMatches = defineRule({
  id: 'argocd-ignore-matches',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'Every entry of ignoreDifferences is about something that the Application installs.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/; seed 002, L-09',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined || installer.sources.some(({ chart }) => chart !== undefined)) return;
    const installed = installedObjects(world, installer);
    if (installed.length === 0) return;
    const why = 'The field that it was meant for is not ignored, and self-heal fights the controller that owns it.';
    let unread: boolean | undefined;
    for (const entry of ignoreEntries(installer)) {
      const about = installed.filter((each) => isAbout(entry, each));
      if (about.length === 0) {
        // What a chart or a URL brings may well be what the entry is about.
        unread ??= installsUnread(world, installer);
        const names = installed.filter(({ object }) => object.kind === entry.kind).map(({ object }) => object.metadata.name);
        if (unread && (entry.name === undefined || nearName(entry.name, names) === undefined)) continue;
        const near = entry.name === undefined ? undefined : (nearName(entry.name, names) ?? names[0]);
        const kinds = installed.map(({ object }) => object.kind);
        // What is said of a whole kind may be there for the day on which one comes.
        const ahead = entry.name === undefined && !kinds.includes(entry.kind) && nearName(entry.kind, kinds) === undefined;
        yield {
          path: entry.path,
          ...(ahead ? { severity: 'info' as const } : {}),
          message:
            `nothing that is installed here is a ${entry.kind} ${entry.name ?? ''}`.trim() +
            (entry.group === '' ? '' : ` of ${entry.group}`),
          why,
          fix: near === undefined || near === entry.name ? 'Correct group, kind and name, or remove the entry.' : `Did you mean "${near}"?`,
        };
      }
      for (const [index, pointer] of entry.pointers.entries()) {
        const beyond = about.map(({ object }) => outOfList(object, pointer)).filter((each) => each !== undefined);
        if (about.length === 0 || beyond.length < about.length) continue;
        yield {
          path: `${entry.path}.jsonPointers[${index}]`,
          message: `${pointer} points past the end of ${beyond[0] ?? ''}`,
          why,
          fix: 'Count from 0, in the order of the manifest.',
        };
      }
    }
  },
});
