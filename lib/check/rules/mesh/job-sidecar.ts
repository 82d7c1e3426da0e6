import { nativeSidecars } from '../../mesh/native-sidecars.ts';
import type { PodTemplate } from '../../pods.ts';
import { itemsAt, join, text } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const jobSidecar = defineRule({
  id: 'job-sidecar',
  severity: 'error',
  kinds: ['batch/v1/Job', 'batch/v1/CronJob'],
  asks: 'Pods that are meant to end get no sidecar, or stop it themselves.',
  source: 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/; seed 002, D-16',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod?.injection !== 'yes' || nativeSidecars(world, pod)) return;
    const calls = farewells(pod);
    if (calls.length > 0) {
      const wrong = calls.map(judge);
      const [first] = wrong;
      if (first !== undefined && wrong.every((each) => each !== undefined)) yield { path: `${pod.specPath}.containers`, ...first };
      return;
    }

    yield {
      path: join(`${pod.path}.metadata.annotations`, 'sidecar.istio.io/inject'),
      message: `the pods get a sidecar, as namespace "${pod.namespace}" injects one`,
      why: 'The proxy runs on after the work is done, so the Job never completes and the next one waits or piles up; init containers have no network before the proxy starts.',
      fix: 'Set the pod annotation sidecar.istio.io/inject: "false".',
    };
  },
});

/** The commands with which the containers tell their proxy to end. */
function farewells({ containers }: PodTemplate): readonly string[] {
  return containers.flatMap(({ fields }) => {
    const words = [...itemsAt(fields, 'command'), ...itemsAt(fields, 'args')].flatMap((each) => text(each) ?? []);
    if (!words.some((word) => word.includes('quitquitquit'))) return [];
    // One word is a line for a shell; otherwise the words are the command.
    const lines = words.filter((word) => word.includes('quitquitquit') && /\s/.test(word));
    const texts = lines.length > 0 ? lines : [words.join(' ')];
    return texts.flatMap((each) => each.split(/\n|;|&&|\|\|?/).filter((line) => line.includes('quitquitquit')));
  });
}

/** The agent and the proxy take POST alone, on ports of their own. @see https://github.com/istio/istio/blob/1.20.1/pilot/cmd/pilot-agent/status/server.go */
function judge(command: string): Omit<Issue, 'path'> | undefined {
  const why =
    'The proxy runs on after the work is done, so the Job never completes and the next one waits or piles up: the answer is an error that nobody reads.';
  const port = /(?:localhost|127\.0\.0\.1):(\d+)\/quitquitquit/.exec(command)?.[1];
  if (port !== undefined && port !== '15020' && port !== '15000') {
    return { message: `the proxy is told to end on port ${port}, where nobody reads it`, why, fix: 'Ask localhost:15020/quitquitquit.' };
  }
  const [tool] = /\b(?:curl|wget)\b/.exec(command) ?? [];
  if (tool === undefined) return undefined;
  const posts = tool === 'curl' ? /-X\s*"?POST|--request[= ]"?POST|\s-\w*d\b|--data/ : /--post-(data|file)|--method[= ]"?POST/;
  if (posts.test(command)) return undefined;
  const fix =
    tool === 'curl'
      ? 'Write curl -X POST http://localhost:15020/quitquitquit.'
      : 'Write wget --post-data= http://localhost:15020/quitquitquit.';
  return { message: `${tool} asks quitquitquit by GET, and the agent takes POST only`, why, fix };
}
