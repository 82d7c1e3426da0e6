import * as z from 'zod';
import { AddressRange } from '../values/cidr.ts';
import { ImageRef } from '../values/image-ref.ts';
import { ENVIRONMENTS_MAX } from '../values/limits.ts';
import { cpuProblem, memoryProblem } from '../values/resources.ts';
import { bucketSchema, goalSchema, storageSchema } from './schema-storage.ts';
import { externalSchema, fleetSchema, podSecuritySchema } from './schema-fleet.ts';
import { address, cidr, flag, label, matching, name, port, positive, quantity, record, text, value } from './fields.ts';
import { commandProblem, gitRefProblem, gitUrlProblem, timeZoneProblem } from './texts.ts';

export const nodeSchema = z
  .strictObject({
    name: name('Name of the node, as `kubectl get nodes` shows it.', 'k8s-worker1'),
    role: z.enum(['control-plane', 'worker']).meta({ description: 'Part that the machine plays.' }),
    address: address({ description: 'Address of the machine, inside networks.lan.', examples: ['192.168.1.188'] }),
    cpu: quantity({ description: 'Processor, in cores.', examples: ['4'] }, cpuProblem),
    memory: quantity({ description: 'Memory, in bytes with a suffix.', examples: ['8Gi', '8G'] }, memoryProblem),
    disk: quantity({ description: 'Disk, in bytes with a suffix.', examples: ['100G'] }, positive),
    architecture: z
      .enum(['amd64', 'arm64'])
      .meta({ description: 'Architecture of its processor: images must be there for it. Default: amd64.' })
      .default('amd64'),
    schedulable: flag('Whether ordinary pods may run here. Default: true for a worker, false for a control plane.').optional(),
  })
  .meta({ description: 'A machine.' });

export const loadBalancerSchema = z
  .strictObject({
    pool: value(
      {
        description: 'Addresses that Services may get: a range or a network inside networks.lan, over no node.',
        examples: ['192.168.1.200-192.168.1.210'],
      },
      (written) => AddressRange.parse(written),
    ),
    ingress: address({ description: 'Address of the ingress gateway, inside the pool.', examples: ['192.168.1.200'] }),
    clusterMesh: address({
      description: 'Address under which other clusters of the fleet find this one, inside the pool.',
      examples: ['192.168.1.201'],
    }).optional(),
  })
  .meta({ description: 'Addresses for Services of type LoadBalancer. Left out where nothing hands them out.' });

export const networksSchema = z
  .strictObject({
    lan: cidr({ description: 'Network of the nodes and of private clients.', examples: ['192.168.1.0/24'] }),
    nodes: value(
      {
        description: 'Addresses set aside for machines of this cluster, inside lan. Default: no such limit.',
        examples: ['192.168.1.10-192.168.1.19'],
      },
      (written) => AddressRange.parse(written),
    ).optional(),
    pods: cidr({ description: 'Network of the pods. Left out where it is not known.', examples: ['10.42.0.0/16'] }).optional(),
    services: cidr({ description: 'Network of the Services. Left out where it is not known.', examples: ['10.43.0.0/16'] }).optional(),
    cni: z.enum(['cilium', 'calico']).meta({ description: 'What connects pods and enforces network policies.' }),
    transport: z.enum(['vxlan', 'geneve', 'native']).meta({ description: 'How packets travel between nodes.' }).optional(),
    kubeProxy: flag('Whether kube-proxy runs, that is: the CNI does not replace it. Default: true.').default(true),
    loadBalancer: loadBalancerSchema.optional(),
  })
  .meta({ description: 'Networks of the cluster; they may not overlap.' });

export const hostSchema = z
  .strictObject({
    name: name('Full name, under the zone.', 'blog.example.org'),
    exposure: z
      .enum(['public', 'private', 'planned'])
      .meta({ description: 'public: for everybody; private: for the LAN only; planned: not reachable yet.' }),
  })
  .meta({ description: 'A name under which something is reached through the gateway.' });

export const domainSchema = z
  .strictObject({
    zone: name('DNS zone of all hosts.', 'example.org'),
    hosts: record(hostSchema, 'Hosts by the short name that charts ask for.').default({}),
  })
  .meta({ description: 'Names of the cluster. Left out where it has none.' });

export const registrySchema = z
  .strictObject({
    prefix: matching(
      {
        description: 'Host and account, without a trailing slash; Docker Hub is docker.io.',
        examples: ['ghcr.io/account', 'docker.io/account'],
      },
      /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/,
      'registry account',
    ),
    private: flag('Whether pulling needs credentials. Default: false.').default(false),
    firstParty: flag('Whether images built by the owner of the cluster may come from it. Default: false.').default(false),
    pullSecret: name('Secret of type kubernetes.io/dockerconfigjson, listed in secrets; needed where private.', 'ghcr-secret').optional(),
  })
  .meta({ description: 'An account at an image registry.' });

export const imageSchema = value(
  { description: 'Image with an exact version as its tag, or with a digest.', examples: ['ghcr.io/account/name:v1'] },
  (written) => ImageRef.parse(written),
);

export const secretSchema = z
  .strictObject({
    name: name('Name of the Secret.', 'mysql-secret'),
    namespace: label('Namespace of the Secret.', 'blog-system'),
    keys: z
      .array(matching({ description: 'A key of the Secret.', examples: ['password'] }, /^[-._a-zA-Z0-9]{1,253}$/, 'key of a Secret'))
      .min(1)
      .meta({ description: 'Keys that manifests refer to.' }),
    create: text(
      {
        description: 'Command that creates it, with <placeholders> where values go. Default: the kubectl command for these keys.',
        examples: ['kubectl create secret …'],
      },
      commandProblem,
    ).optional(),
  })
  .meta({ description: 'A Secret that somebody creates by hand. Its values stand nowhere in this file.' });

export const repositorySchema = z
  .strictObject({
    url: text({ description: 'Where git finds it.', examples: ['https://github.com/account/name.git'] }, gitUrlProblem),
    branch: text({ description: 'Branch that deliveries go to. Default: main.', examples: ['main'] }, gitRefProblem).default('main'),
    revision: text({ description: 'What Argo CD tracks. Default: HEAD.', examples: ['HEAD'] }, gitRefProblem).default('HEAD'),
  })
  .meta({ description: 'A git repository.' });

export const componentSchema = matching(
  { description: 'Application line in quotes; the pinned chart must belong to it.', examples: ['"1.24"'] },
  /^v?\d+(\.\d+){0,3}$/,
  'version line',
);

export const firstPartyImageSchema = z.string().meta({ description: 'Name of an image.' });

export const clusterSchema = z
  .strictObject({
    name: label('Name of the cluster, and of its file.', 'homelab'),
    system: label('What runs here: a composition of charts/index.ts.', 'blog'),
    environment: label('Stage of the cluster.', 'production', 'local'),
    kubernetes: matching(
      { description: 'Version of Kubernetes, exactly.', examples: ['v1.31.13'] },
      /^v1\.\d{1,3}\.\d{1,3}$/,
      'exact version of Kubernetes',
    ),
    timeZone: text(
      { description: 'IANA time zone in which schedules are stated. Default: UTC.', examples: ['Asia/Seoul'] },
      timeZoneProblem,
    ).default('UTC'),
    fleet: fleetSchema.optional(),
    nodes: z.array(nodeSchema).min(1).meta({ description: 'Machines of the cluster.' }),
    networks: networksSchema,
    nodePorts: record(
      port('Port on every node, 30000 to 32767.', 30_000, 32_767),
      'Ports on every node by the name that charts ask for; each number once.',
    ).default({}),
    externals: record(externalSchema, 'What is called outside the cluster, by the name that charts ask for.').default({}),
    domain: domainSchema.optional(),
    registries: z.array(registrySchema).meta({ description: 'Accounts at image registries. Default: none.' }).default([]),
    firstPartyImages: z
      .array(firstPartyImageSchema)
      .meta({ description: 'Names of the images that the owner of the cluster builds: a first-party registry holds them. Default: none.' })
      .default([]),
    images: record(imageSchema, 'Images by the name that charts ask for.').default({}),
    secrets: z.array(secretSchema).meta({ description: 'Secrets that manifests refer to. Default: none.' }).default([]),
    repositories: record(repositorySchema, 'Git repositories by name; deliveries go to `manifests`.').default({}),
    storage: storageSchema,
    podSecurity: podSecuritySchema.optional(),
    quotas: record(
      record(quantity({ description: 'Most of it, as Kubernetes writes amounts.', examples: ['16', '32Gi'] }), 'Limits by resource.'),
      'What the pods of a namespace may take together, by namespace.',
    ).default({}),
    parameters: record(
      text({ description: 'A value.', examples: ['https://www.example.org'] }, commandProblem),
      'Further values by the name that charts ask for: what somebody has to decide, and no other field holds.',
    ).default({}),
    buckets: record(bucketSchema, 'Targets in object stores, by name.').default({}),
    switches: record(z.boolean().meta({ description: 'true: on.' }), 'Planned items by name. What is not listed is off.').default({}),
    components: record(componentSchema, 'Application line of each component, in quotes.').default({}),
    recovery: record(goalSchema, 'Recovery goals by kind of failure.').default({}),
  })
  .meta({ description: 'What one cluster is.' });

/** A cluster as the schema gives it: parsed and defaulted, not yet judged as a whole. */
export type ClusterDraft = z.output<typeof clusterSchema>;

/** Most clusters that `environments` may describe. */
export const MAX_ENVIRONMENTS = ENVIRONMENTS_MAX;
