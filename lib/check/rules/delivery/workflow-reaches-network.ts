import { jobsOf, textOf, WORKFLOW } from '../../delivery/workflows.ts';
import { items, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** An address of a network that the internet does not know, not a network itself. */
const PRIVATE = /(?<![\d.])(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?![\d.])(?::\d+)?(?!\/\d)/;
/** What opens a way in, or makes a network on the machine. */
const WAYS =
  /tailscale|wireguard|\bwg-quick\b|openvpn|cloudflared|ngrok|zerotier|twingate|\bssh\b[^\n]*\s-[LDJ]|\bvpn\b|\bkind\b|\bk3d\b|minikube|\bk3s\b|docker network|metallb|multipass/i;

export const workflowReachesNetwork = defineRule({
  id: 'workflow-reaches-network',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A job that talks to an address of a private network runs on a machine of that network.',
  source:
    'https://docs.github.com/en/actions/using-github-hosted-runners/using-github-hosted-runners/about-github-hosted-runners; https://docs.github.com/en/actions/hosting-your-own-runners/managing-self-hosted-runners/about-self-hosted-runners',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      const machine = [job.fields['runs-on']].flatMap((each) => [each, ...items(each)]).flatMap((each) => text(each) ?? []);
      if (machine.length !== 1 || !/^(?:ubuntu|windows|macos)-(?:latest|[\d.]+)$/.test(machine[0] ?? '')) continue;
      const texts = job.steps.map((step) => ({ step, text: textOf(step) }));
      if (texts.some(({ step, text: each }) => WAYS.test(each) || WAYS.test(step.action ?? ''))) continue;
      for (const { step, text: each } of texts) {
        const line = each
          .split('\n')
          .find((one) => PRIVATE.test(one) && /https?:|ssh|scp|rsync|--server|--host|\bnc\b|\bping\b|^\s*(?:\d|\$\{\{)/.test(one));
        const [address] = PRIVATE.exec(line ?? '') ?? [];
        if (address === undefined) continue;
        yield {
          path: step.path,
          message: `job ${job.name} talks to ${address}, and runs on ${machine[0] ?? ''}, a machine of GitHub`,
          why: 'No way leads from there into a private network: the step waits until it is given up.',
          fix: 'Run the job on a self-hosted machine (runs-on: self-hosted), or let Argo CD do the work inside.',
        };
        break;
      }
    }
  },
});
