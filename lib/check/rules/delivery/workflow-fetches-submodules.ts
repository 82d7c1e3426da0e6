import { jobsOf, textOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { documentKind } from '../../document.ts';
import { text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const workflowFetchesSubmodules = defineRule({
  id: 'workflow-fetches-submodules',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A job that builds with the files of a submodule fetches submodules.',
  source: 'https://github.com/actions/checkout#usage; https://git-scm.com/docs/gitmodules',
  *check(manifest, world) {
    const modules = submodules(world);
    if (modules.length === 0) return;
    for (const job of jobsOf(manifest)) {
      const checkout = job.steps.find(({ action, inputs }) => action === 'actions/checkout' && inputs['repository'] === undefined);
      if (checkout === undefined || /^(?:true|recursive)$/.test(text(checkout.inputs['submodules']) ?? '')) continue;
      if (job.steps.some(({ run }) => /git submodule|--recurse-submodules|hugo mod/.test(run ?? ''))) continue;
      const used = modules.find((folder) => job.steps.some((step) => step !== checkout && uses(step, folder, job)));
      if (used === undefined) continue;
      yield {
        path: `${checkout.path}.with.submodules`,
        message: `job ${job.name} builds with ${used}, a submodule, and its checkout fetches none`,
        why: 'The folder is empty on the machine: a site is built without its theme, and the empty pages are delivered.',
        fix: 'Add with: {submodules: true} to actions/checkout.',
      };
    }
  },
});

/** Folders of `.gitmodules` at the root. */
function submodules(world: World): readonly string[] {
  return world.once('submodules', () => {
    const file = world.ofKind(documentKind('TextFile')).find((each) => each.file === '.gitmodules');
    return [...(textAt(file?.object, 'text') ?? '').matchAll(/^\s*path\s*=\s*(\S+)/gm)].map(([, folder = '']) => folder);
  });
}

function uses(step: Step, folder: string, { fields }: Job): boolean {
  const said = textOf(step);
  if (said.includes(folder)) return true;
  const [above = ''] = folder.split('/');
  const at = `${textAt(fields, 'defaults.run.working-directory') ?? ''}\n${said}`;
  // The generator of a site looks for its theme; a build takes in all that is below its context.
  if (
    /(?:^|\/)themes\//.test(folder) &&
    (/(?:^|[\s;&|])hugo(?:\s|$)/m.test(step.run ?? '') || step.action === 'jakejarvis/hugo-build-action')
  )
    return true;
  const context =
    step.action === 'docker/build-push-action'
      ? text(step.inputs['context'])
      : /docker (?:buildx )?build\b[^\n]*\s(\.[\w./-]*|[\w-]+\/?)\s*$/m.exec(step.run ?? '')?.[1];
  return (
    context !== undefined && (/^\.\/?$/.test(context) || context.replace(/^\.\//, '').split('/')[0] === above) && !at.includes('submodule')
  );
}
