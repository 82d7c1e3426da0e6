import { clusterUrls, URL_KINDS } from '../../cluster-urls.ts';
import { DOCUMENT } from '../../document.ts';
import { POD_KINDS } from '../../pods.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const urlHostExists = defineRule({
  id: 'url-host-exists',
  severity: 'error',
  kinds: [...POD_KINDS, ...URL_KINDS],
  asks: 'URLs and host names that point into the cluster name a Service that exists.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/; seed 002, D-13',
  *check(manifest, world) {
    for (const { url, path, host, service, sure } of clusterUrls(manifest, world)) {
      const absent = service === undefined ? missing(world, 'v1/Service', host.namespace, host.name) : undefined;
      if (absent === undefined || (!sure && absent.near === undefined && absent.elsewhere === undefined)) continue;
      yield {
        path,
        // Of values and other files it is not certain that they are used.
        severity:
          manifest.object.kind === 'Config'
            ? 'info'
            : manifest.object.apiVersion === DOCUMENT && absent.severity === 'error'
              ? 'warning'
              : absent.severity,
        message: `${url.text} points to Service ${host.name} in "${host.namespace}", which does not exist`,
        why: 'The name does not resolve: the program starts, and its first call fails.',
        fix: meant(absent, 'Name a Service that exists.'),
      };
    }
  },
});
