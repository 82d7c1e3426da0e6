import { flagOf, tunnelsOf, type Tunnel } from '../../network/tunnels.ts';
import { POD_KINDS } from '../../pods.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Flags of `cloudflared tunnel`, which its command `run` does not know. */
const BEFORE_RUN = /^--?(?:config|no-autoupdate|autoupdate-freq|metrics|origincert|pidfile)(?:=|$)/;

export const tunnelStarts = defineRule({
  id: 'tunnel-starts',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A container with a Cloudflare tunnel has its flags where cloudflared takes them, its credentials mounted where it looks for them, and is probed where it answers.',
  source: 'https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/monitor-tunnels/metrics/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    for (const tunnel of tunnelsOf(pod, world)) {
      const { container, words, config } = tunnel;
      const late = words.slice(words.indexOf('run') + 1).find((each) => words.includes('run') && BEFORE_RUN.test(each));
      if (late !== undefined)
        yield {
          path: `${container.path}.args`,
          message: `${late.split('=')[0] ?? ''} stands behind run, which does not have this flag`,
          why: 'cloudflared ends with "flag provided but not defined": the container starts again and again, and the site is gone.',
          fix: 'Put it between tunnel and run.',
        };
      const file = textAt(config, 'credentials-file');
      const given = [
        flagOf(tunnel, 'token', 'TUNNEL_TOKEN'),
        flagOf(tunnel, '(?:cred-file|credentials-file)', 'TUNNEL_CRED_FILE'),
        flagOf(tunnel, 'credentials-contents', 'TUNNEL_CRED_CONTENTS'),
        flagOf(tunnel, 'token-file', 'TUNNEL_TOKEN_FILE'),
      ];
      const mounts = itemsAt(container.fields, 'volumeMounts').map((each) => (textAt(each, 'mountPath') ?? '').replace(/\/+$/, ''));
      if (file !== undefined && given.every((each) => each === undefined) && !mounts.some((each) => `${file}/`.startsWith(`${each}/`)))
        yield {
          path: `${container.path}.volumeMounts`,
          message: `credentials-file is ${file}, and the container has mounts at ${mounts.join(', ') || 'no place'}`,
          why: 'cloudflared finds no credentials of the tunnel and ends: the site is gone.',
          fix: 'Mount the Secret there, or write the path at which it is mounted.',
        };
      yield* probes(tunnel);
    }
  },
});

/** Pages about itself are those of its metrics. */
function* probes(tunnel: Tunnel): Iterable<Issue> {
  const { container, config } = tunnel;
  const flag = flagOf(tunnel, 'metrics', 'TUNNEL_METRICS');
  const address = flag === undefined ? textAt(config, 'metrics') : flag.value;
  if (address === undefined && (flag !== undefined || config === undefined)) return;
  const [, host = '', port = ''] = /^(?:https?:\/\/)?(.*?):(\d+)$/.exec(address ?? '0.0.0.0:20241') ?? [];
  if (port === '') return;
  for (const kind of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
    const asked = at(container.fields, `${kind}.httpGet`);
    if (asked === undefined || at(asked, 'host') !== undefined) continue;
    const named = container.ports.find(({ name }) => name !== undefined && name === textAt(asked, 'port'))?.port;
    const called = String(named ?? textAt(asked, 'port') ?? '');
    const isOwn = /^(?:127\.|localhost$|\[::1\]$)/.test(host);
    if (!/^\d+$/.test(called) || (called === port && !isOwn)) continue;
    // Without a setting it takes one of five ports.
    if (address === undefined && /^2024[1-5]$/.test(called)) continue;
    yield {
      path: `${container.path}.${kind}`,
      message: `it is asked on port ${called}, and cloudflared answers on ${address ?? 'port 20241, where metrics is not set'}`,
      why: 'Each probe fails: the pod never becomes ready, or is killed again and again while the tunnel works.',
      fix: `Set metrics: 0.0.0.0:${called} (or --metrics before run).`,
    };
    return;
  }
}
