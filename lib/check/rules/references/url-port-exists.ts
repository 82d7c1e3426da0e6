import { clusterUrls, URL_KINDS } from '../../cluster-urls.ts';
import { POD_KINDS } from '../../pods.ts';
import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { servicePorts } from '../../services.ts';

export const urlPortExists = defineRule({
  id: 'url-port-exists',
  severity: 'error',
  kinds: [...POD_KINDS, ...URL_KINDS],
  asks: 'URLs and addresses that point into the cluster use a port that the Service has.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports; seed 002, D-13',
  *check(manifest, world) {
    for (const { url, path, host, service } of clusterUrls(manifest, world)) {
      // Without a cluster address the client talks to the pods themselves, on any port.
      const direct = textAt(service?.object, 'spec.clusterIP') === 'None' || textAt(service?.object, 'spec.type') === 'ExternalName';
      const ports = servicePorts(service?.object).map((each) => each.port);
      const names = servicePorts(service?.object).flatMap((each) => each.name ?? []);
      if (url.portName !== undefined && names.length > 0 && !names.includes(url.portName)) {
        yield {
          path,
          message: `${url.text} looks up port "${url.portName}", Service ${host.namespace}/${host.name} calls its ports ${names.join(', ')}`,
          why: 'The name server has no such record: the program finds none of its peers.',
          fix: 'Use a name that a port of the Service has.',
        };
        continue;
      }
      const port = portBeside(manifest.object, path, url.text) ?? url.port;
      if (port === undefined || direct || ports.length === 0 || ports.includes(port)) continue;
      yield {
        path,
        message: `${url.text} uses port ${port}, Service ${host.namespace}/${host.name} has ${ports.join(', ')}`,
        why: 'Nobody listens there: the program starts, and its first call hangs or is refused.',
        fix: 'Use a port of the Service, not of its pods.',
      };
    }
  },
});

/** Charts that put address and port together themselves ask for both, side by side. */
function portBeside(object: unknown, path: string, url: string): number | undefined {
  const port = at(object, path.replace(/[^.]+$/, 'port'));
  return /:\d+$/.test(url) || typeof port !== 'number' ? undefined : port;
}
