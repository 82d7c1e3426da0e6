import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { wordsOf } from '../../programs/of-images.ts';
import { defineRule } from '../../rule.ts';

/** Addresses at which an etcd listens without TLS: for figures and health only. */
const PLAIN = /:2381\b/;

export const etcdctlSpeaksTls = defineRule({
  id: 'etcdctl-speaks-tls',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Who hands certificates to etcdctl asks etcd by https, and hands over all that it needs.',
  source:
    'https://etcd.io/docs/v3.5/op-guide/security/; https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#backing-up-an-etcd-cluster',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      const words = wordsOf(container);
      const all = words.map(({ value }) => value).join(' ');
      if (!/\betcdctl\b/.test(all)) continue;
      const variables = itemsAt(container.fields, 'env').map((each) => `${textAt(each, 'name') ?? ''}=${textAt(each, 'value') ?? ''}`);
      const given = (flag: string, variable: string): boolean =>
        new RegExp(`--${flag}[= ]`).test(all) || variables.some((each) => each.startsWith(`${variable}=`));
      const [ca, cert, key] = [given('cacert', 'ETCDCTL_CACERT'), given('cert', 'ETCDCTL_CERT'), given('key', 'ETCDCTL_KEY')];
      const endpoint =
        /--endpoints[= ]["']?(\S+?)["']?(?=\s|$)/.exec(all)?.[1] ??
        variables.find((each) => each.startsWith('ETCDCTL_ENDPOINTS='))?.slice('ETCDCTL_ENDPOINTS='.length);
      const path = words.find(({ value }) => value.includes('etcdctl') || value.includes('--endpoints'))?.path ?? container.path;
      if ((ca || cert) && endpoint?.startsWith('http://') === true && !PLAIN.test(endpoint))
        yield {
          path,
          message: `etcdctl is given certificates and asks ${endpoint}`,
          why: 'It speaks without TLS to a port that takes nothing else: the snapshot fails each time, and there is no backup.',
          fix: `Write ${endpoint.replace('http:', 'https:')}.`,
        };
      if (cert !== key)
        yield {
          path,
          message: `etcdctl is given ${cert ? 'a certificate without its key (--key)' : 'a key without its certificate (--cert)'}`,
          why: 'It cannot say who it is, and etcd refuses it: the snapshot fails each time, and there is no backup.',
          fix: `Add ${cert ? '--key' : '--cert'}.`,
        };
    }
  },
});
