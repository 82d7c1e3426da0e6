import { formOf, pushedForms } from '../../delivery/workflow-tags.ts';
import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { fieldsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { parseShell, type Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

export const workflowTagsAgree = defineRule({
  id: 'workflow-tags-agree',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'The tag that a delivery writes into the manifests has the form of one that a workflow pushes.',
  source:
    'https://github.com/docker/metadata-action#typesha; https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context; seed 003, M33',
  *check(manifest, world) {
    for (const job of jobsOf(manifest)) {
      for (const step of job.steps) {
        if (step.run === undefined || !/set image|newTag|image:/.test(step.run)) continue;
        const variables = { ...fieldsAt(manifest.object, 'workflow.env'), ...fieldsAt(job.fields, 'env'), ...step.env };
        for (const command of parseShell(step.run).commands) {
          for (const { image, tag } of writtenBy(command)) {
            const form = formOf(tag, variables);
            const pushed = form === undefined || !/<\d+>/.test(form) ? undefined : formsOf(image, world);
            if (form === undefined || pushed === undefined || pushed.has(form)) continue;
            const all = [...pushed].map(shown).join(', ');
            yield {
              path: `${step.path}.run`,
              message: `line ${command.line}: it writes ${image}:${shown(form)}, and pushed are tags like ${all}`,
              why: 'No registry has an image of that tag: Argo CD rolls out what was written, and the new pods stay in ImagePullBackOff.',
              fix: `Write the tag as it is pushed: ${all}.`,
            };
          }
        }
      }
    }
  },
});

/** `main-<7>` as people read it. */
function shown(form: string): string {
  return form.replace(/<(\d+)>/g, (_, length: string) => 'SHA'.concat(length === '40' ? '' : ` (${length} figures)`));
}

/** `kustomize edit set image acme/web:TAG`, `sed -i "s|image: acme/web:.*|image: acme/web:TAG|"` */
function writtenBy(command: Command): readonly { readonly image: string; readonly tag: string }[] {
  const words = command.words.map(({ text }) => text);
  const isEdit = command.name === 'kustomize' && words.slice(1, 4).join(' ') === 'edit set image';
  const written = isEdit
    ? words.slice(4).map((word) => word.slice(word.indexOf('=') + 1))
    : command.name === 'sed'
      ? words.flatMap((word) => /^s([|#,@~])(?:.*?)(?<!\\)\1(.*?)(?<!\\)\1/.exec(word)?.[2]?.match(/image:\s*(\S+)/)?.[1] ?? [])
      : [];
  return written.flatMap((each) => {
    const [, image, tag] = /^((?:[\w./-]|\$\{?\w+\}?|\$\{\{[^}]*\}\})+):(.+)$/.exec(each) ?? [];
    return image === undefined || tag === undefined ? [] : [{ image, tag }];
  });
}

/** Forms under which the workflows of the tree push an image; `undefined` where some of them is worked out otherwise. */
function formsOf(image: string, world: World): ReadonlySet<string> | undefined {
  const all = world.once('forms of pushed tags', () =>
    world.ofKind(WORKFLOW).flatMap((each) => jobsOf(each).flatMap((job) => pushedForms(job, fieldsAt(each.object, 'workflow.env')))),
  );
  const plain = (name: string): string => name.replace(/\$\{\{[^}]*\}\}|\$\{?\w+\}?/g, '*');
  const forms = all.filter((each) => plain(each.image) === plain(image)).map(({ form }) => form);
  return forms.length === 0 || forms.includes(undefined) ? undefined : new Set(forms.flatMap((form) => form ?? []));
}
