import { buildsOf } from '../../delivery/workflow-images.ts';
import { jobsOf, WORKFLOW, type Job } from '../../delivery/workflows.ts';
import { untagged } from '../../images.ts';
import { imagesByFile } from '../../images-by-file.ts';
import { fieldsAt, text, type Fields } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { parseShell, type Command } from '../../texts/shell.ts';

export const workflowRegistryAgrees = defineRule({
  id: 'workflow-registry-agrees',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A workflow that writes the tag of its image into a manifest pushes the image to the registry from which the manifest pulls it.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names; seed 003, M33',
  *check(manifest, world) {
    const jobs = jobsOf(manifest);
    const pushed = new Set(jobs.flatMap((job) => pushedRepositories(job, manifest)));
    const account = accountOf(jobs, manifest);
    if (pushed.size === 0 && account === undefined) return;
    for (const job of jobs) {
      for (const step of job.steps) {
        const lost = parseShell(step.run ?? '').commands.flatMap((command) =>
          tagOnly(command).flatMap((name) => {
            const file = command.words.at(-1)?.text.replace(/^\.\//, '') ?? '';
            const images = (imagesByFile(world).get(file) ?? []).map(untagged).filter((each) => each === name || each.endsWith(`/${name}`));
            return images.flatMap((image) => {
              const to = elsewhere(image, pushed, account);
              return to === undefined ? [] : [{ line: command.line, file, image, to }];
            });
          }),
        );
        const [first, ...others] = lost;
        if (first === undefined) continue;
        const more = others.length > 0 ? `; so do ${others.length} more lines` : '';
        yield {
          path: `${step.path}.run`,
          message: `line ${first.line}: it writes a new tag into ${first.file}, which pulls ${first.image}, and the workflow pushes to ${first.to}${more}`,
          why: 'The registry of the manifest never gets the tag that is written: the new pods stay in ImagePullBackOff.',
          fix: 'Write the whole image, or push to the registry of the manifest.',
        };
      }
    }
  },
});

/** The one place to which an image of this name is pushed, where that is another than the manifest says. */
function elsewhere(image: string, pushed: ReadonlySet<string>, account: string | undefined): string | undefined {
  const [, own] = /^(\d{12})\.dkr\.ecr\./.exec(image) ?? [];
  if (own !== undefined && account !== undefined && pushed.size === 0)
    return own === account ? undefined : `the registry of account ${account}`;
  const last = image.slice(image.lastIndexOf('/') + 1);
  const same = [...pushed].filter((each) => each.slice(each.lastIndexOf('/') + 1) === last);
  return same.length === 1 && same[0] !== image && same[0] !== withDocker(image) && withDocker(same[0] ?? '') !== image
    ? same[0]
    : undefined;
}

function withDocker(image: string): string {
  return image.startsWith('docker.io/') ? image : `docker.io/${image}`;
}

/** Repositories that a job pushes to, as far as they are written out. */
function pushedRepositories(job: Job, { object }: WorldObject): readonly string[] {
  const variables: Fields = { ...fieldsAt(object, 'workflow.env'), ...fieldsAt(job.fields, 'env') };
  const tags = [
    ...buildsOf(job).flatMap((each) => (each.push === 'never' ? [] : each.tags)),
    ...job.steps.flatMap(({ run = '' }) => [...run.matchAll(/^\s*docker\s+push\s+["']?([^\s"']+)/gm)].map(([, tag = '']) => tag)),
  ];
  return tags.flatMap((each) => {
    const repository = each
      .replace(/\$\{\{\s*env\.(\w+)\s*\}\}/g, (whole, name: string) => text(variables[name]) ?? whole)
      .replace(/\$\{?([A-Z]\w*)\}?(?=\/)/g, (whole, name: string) => text(variables[name]) ?? whole)
      .replace(/:(?:[\w.-]|\$\{\{[^}]*\}\}|\$\{?\w+\}?)+$/, '');
    return /^[a-z0-9][\w.:-]*(?:\/[\w.-]+)+$/.test(repository) ? [repository] : [];
  });
}

/** The account of AWS in whose registry the workflow is logged in. */
function accountOf(jobs: readonly Job[], { object }: WorldObject): string | undefined {
  const found = new Set(
    jobs.flatMap(({ steps }) =>
      steps.some(({ action, inputs }) => action === 'aws-actions/amazon-ecr-login' && inputs['registries'] === undefined)
        ? steps.flatMap(({ action, inputs }) =>
            action === 'aws-actions/configure-aws-credentials'
              ? [/^arn:aws:iam::(\d{12}):/.exec(text(inputs['role-to-assume']) ?? '')?.[1]]
              : [],
          )
        : [],
    ),
  );
  const [account] = found;
  return found.size === 1 && !JSON.stringify(fieldsAt(object, 'workflow.env')).includes('dkr.ecr') ? account : undefined;
}

/** Names of images of which a sed sets the tag, and leaves what stands before: `s|\(acme/web:\).*|\1$SHA|`, `s|acme/web:.*|acme/web:$SHA|`. */
function tagOnly({ name, words }: Command): readonly string[] {
  if (name !== 'sed') return [];
  return words.flatMap(({ raw }) => {
    const [, , pattern = '', value = ''] = /^s([|#,@~])(.*?)(?<!\\)\1(.*?)(?<!\\)\1/.exec(raw.replace(/^["']|["']$/g, '')) ?? [];
    const image = /^\\?\(?([a-z0-9][\w.-]*(?:\/[\w.-]+)*):\\?\)?(?:\.\*|\[\^)/.exec(pattern)?.[1];
    return image !== undefined && (value.startsWith(`${image}:`) || /^\\1(?!\d)/.test(value)) ? [image] : [];
  });
}
