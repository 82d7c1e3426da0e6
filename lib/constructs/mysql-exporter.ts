import { KubeDeployment } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import type { Resources } from '../values/resources.ts';
import { ConfigData } from './config-data.ts';
import type { Image } from './container.ts';
import type { PlaintextNamespace } from './mesh-namespace.ts';
import type { Peer, ServiceEndpoint } from './peer.ts';
import { podTemplate } from './pod.ts';
import { Port } from './port.ts';
import { httpGet } from './probe.ts';
import type { SecretKey } from './secret-key.ts';
import { readOnly, unprivileged } from './security.ts';
import { Workload } from './workload.ts';

/** What a MySQL client needs to know about its server. */
export interface MysqlServer {
  readonly server: ServiceEndpoint;
  readonly database: string;
  readonly rootPassword: SecretKey;
}

export interface MysqlExporterProps {
  readonly name: string;
  readonly namespace: PlaintextNamespace;
  readonly image: Image;
  readonly resources: Resources;
  /** Collectors switched on beside the default ones: `info_schema.tables`, … */
  readonly collectors: readonly string[];
  readonly database: MysqlServer;
  readonly scrapedBy: Peer;
}

const CONFIG_FILE = '.my.cnf';
const CONFIG_PATH = '/etc/mysqld-exporter/.my.cnf';

/** Metrics of a MySQL server. The ConfigMap says where the server is; the password comes from the Secret alone (L-17). */
export class MysqlExporter extends Workload {
  readonly metrics: ServiceEndpoint;

  constructor(scope: Construct, id: string, props: MysqlExporterProps) {
    const { name, namespace, image, resources, collectors, database, scrapedBy } = props;
    super(scope, id, { name, namespace, inMesh: false });
    const port = Port.http(9104, 'metrics');
    this.metrics = this.endpoint(port, name);
    this.connectsTo(database.server);
    this.acceptsFrom(scrapedBy, this.metrics);
    const config = new ConfigData(this, 'Config', {
      name: `${name}-config`,
      namespace: namespace.name,
      data: { [CONFIG_FILE]: clientConfig(database) },
    });

    new KubeDeployment(this, 'Resource', {
      metadata: { name, namespace: namespace.name },
      spec: {
        replicas: 1,
        selector: { matchLabels: this.podLabels },
        template: podTemplate({
          workload: this,
          annotations: config.annotation,
          containers: [
            {
              name,
              image,
              resources,
              args: [`--config.my-cnf=${CONFIG_PATH}`, ...collectors.map((collector) => `--collect.${collector}`)],
              env: { MYSQLD_EXPORTER_PASSWORD: database.rootPassword },
              ports: [port],
              probes: { liveness: httpGet(port, '/'), readiness: httpGet(port, '/') },
              security: readOnly(unprivileged()),
              mounts: [config.file(CONFIG_FILE, CONFIG_PATH)],
            },
          ],
        }),
      },
    });
    this.serves(this.metrics);
  }
}

/** The user is root: the chosen collectors read the server's own schemas, which the application's user may not. */
function clientConfig({ server }: MysqlServer): string {
  return ['[client]', `host=${server.service}`, `port=${server.port.number}`, 'user=root', ''].join('\n');
}
