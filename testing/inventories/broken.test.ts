import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../lib/errors.ts';
import { loadClusters } from '../../lib/inventory/load.ts';
import { parseInventory } from '../../lib/inventory/parse.ts';

/** Each row breaks the sound inventory beside this file in one place. `says` is everything that the person then reads, from the line number on. */
interface Broken {
  readonly name: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly says: readonly string[];
}

const good = readFileSync(join(__dirname, 'good.yaml'), 'utf8');

const REVOKE = 'Take it out and revoke it, for it may be known; name the Secret under secrets instead.';

const broken: readonly Broken[] = [
  // names and versions
  {
    name: 'a name that is no DNS label',
    from: 'name: good',
    to: 'name: Good_One',
    says: ['2 name: the cluster is named Good_One, its file good. Give both the same name.'],
  },
  {
    name: "a name that is not the file's",
    from: 'name: good',
    to: 'name: better',
    says: ['2 name: the cluster is named better, its file good. Give both the same name.'],
  },
  {
    name: 'no name',
    from: 'name: good\n',
    to: '',
    says: ['2 name: it is missing (name of the cluster, and of its file). Add name, such as name: homelab.'],
  },
  {
    name: 'a range of Kubernetes versions',
    from: 'v1.31.13',
    to: 'v1.31',
    says: ['5 kubernetes: v1.31 is no exact version of Kubernetes. Write it like v1.31.13.'],
  },
  {
    name: 'a version read as a number',
    from: 'v1.31.13',
    to: '1.31',
    says: ['5 kubernetes: 1.31 stands here, text is allowed. Put it in quotes: "1.31".'],
  },
  {
    name: 'an unknown time zone',
    from: 'Asia/Seoul',
    to: 'Asia/Soul',
    says: ['6 timeZone: Asia/Soul is no IANA time zone. Did you mean "Asia/Seoul"?'],
  },
  {
    name: 'a time zone in the wrong case',
    from: 'Asia/Seoul',
    to: 'asia/seoul',
    says: ['6 timeZone: asia/seoul is no IANA time zone. Did you mean "Asia/Seoul"?'],
  },
  {
    name: 'an offset as a time zone',
    from: 'Asia/Seoul',
    to: "'+09:00'",
    says: ['6 timeZone: +09:00 is no IANA time zone. Write it like Asia/Seoul or UTC.'],
  },
  // unknown and missing keys, wrong types
  {
    name: 'a key with a slip',
    from: 'storage:\n  class',
    to: 'stroage:\n  class',
    says: ['45 stroage: "stroage" is no key here. Did you mean "storage"?'],
  },
  {
    name: 'a key deep down with a slip',
    from: 'kubeProxy',
    to: 'kubeproxy',
    says: ['17 networks.kubeproxy: "kubeproxy" is no key here. Did you mean "kubeProxy"?'],
  },
  {
    name: 'a key that nothing resembles',
    from: 'environment: production',
    to: 'environment: production\nowner: me',
    says: [
      '5 owner: "owner" is no key here. Known: "buckets", "components", "domain", "environment", "environments", "externals", "firstPartyImages", "fleet", "images", "kubernetes", "name", "networks", "nodePorts", "nodes", "parameters", "podSecurity", "quotas", "recovery", "registries", "repositories" and 5 more.',
    ],
  },
  {
    name: 'a map where a list belongs',
    from: 'registries:\n  - { prefix: ghcr.io/acme, private: true, firstParty: true, pullSecret: ghcr-secret }',
    to: 'registries: { ghcr: acme }',
    says: ['26 registries: a map stands here, a list is allowed. Write a list: each entry on a line that begins with a dash.'],
  },
  {
    name: 'a list where a map belongs',
    from: 'images:\n  web: ghcr.io/acme/web:v1\n  mysql: mysql:8.0',
    to: 'images: [web]',
    says: ['29 images: a list stands here, a map is allowed. See docs/inventory.md for what stands here.'],
  },
  {
    name: 'text where true or false belongs',
    from: 'kubeProxy: true',
    to: 'kubeProxy: yes',
    says: ['17 networks.kubeProxy: "yes" stands here, true or false is allowed. Write true or false.'],
  },
  {
    name: 'text where a number belongs',
    from: 'replicas: 2',
    to: 'replicas: two',
    says: ['47 storage.replicas: "two" stands here, a whole number is allowed. Write a whole number.'],
  },
  {
    name: 'half a copy',
    from: 'replicas: 2',
    to: 'replicas: 1.5',
    says: ['47 storage.replicas: 1.5 stands here, a whole number is allowed. Write a whole number.'],
  },
  {
    name: 'no copy',
    from: 'replicas: 2',
    to: 'replicas: 0',
    says: ['47 storage.replicas: 0 is out of range, at least 1 is allowed. Write at least 1.'],
  },
  {
    name: 'an empty value',
    from: 'class: longhorn',
    to: 'class:',
    says: ['46 storage.class: it is empty, text is allowed. Write a value, or leave the key out where it is optional.'],
  },
  {
    name: 'an amount that is a word',
    from: 'address: 10.0.0.11, cpu: 4',
    to: 'address: 10.0.0.11, cpu: yes',
    says: ['9 nodes[1].cpu: yes is no quantity. Write a number and a suffix that Kubernetes knows, such as 250m, 2, 512Mi or 10Gi.'],
  },
  {
    name: 'an amount with a wrong suffix',
    from: 'address: 10.0.0.11, cpu: 4, memory: 8Gi',
    to: 'address: 10.0.0.11, cpu: 4, memory: 8GB',
    says: ['9 nodes[1].memory: 8GB is no quantity. Write a number and a suffix that Kubernetes knows, such as 250m, 2, 512Mi or 10Gi.'],
  },
  {
    name: 'thousandths of a byte',
    from: 'address: 10.0.0.11, cpu: 4, memory: 8Gi',
    to: 'address: 10.0.0.11, cpu: 4, memory: 8m',
    says: ['9 nodes[1].memory: 8m are 0.008 bytes, less than any process needs (4Mi). Write 8Mi: a small m means thousandths.'],
  },
  {
    name: 'no disk',
    from: 'address: 10.0.0.11, cpu: 4, memory: 8Gi, disk: 100G',
    to: 'address: 10.0.0.11, cpu: 4, memory: 8Gi, disk: 0',
    says: ['9 nodes[1].disk: 0 is no size of a disk. Write bytes with a suffix, such as 100G.'],
  },
  {
    name: 'a version line without quotes',
    from: "mysql: '8.0'",
    to: 'mysql: 8.0',
    says: ['54 components.mysql: 8.0 stands here, text is allowed. Put it in quotes: "8.0".'],
  },
  {
    name: 'a switch that is no switch',
    from: 'mesh-mtls: false',
    to: 'mesh-mtls: off',
    says: ['52 switches.mesh-mtls: "off" stands here, true or false is allowed. Write true or false.'],
  },
  {
    name: 'an unknown CNI',
    from: 'cni: cilium',
    to: 'cni: celium',
    says: ['15 networks.cni: "celium" is none of cilium, calico. Did you mean "cilium"?'],
  },
  {
    name: 'an unknown role',
    from: 'w1, role: worker',
    to: 'w1, role: master',
    says: ['9 nodes[1].role: "master" is none of control-plane, worker. Known: "control-plane", "worker".'],
  },
  // nodes
  {
    name: 'no node',
    from: /nodes:\n(  - .*\n)+networks/,
    to: 'nodes: []\nnetworks',
    says: ['7 nodes: the list is empty, at least one entry is needed. Add an entry; docs/inventory.md shows how.'],
  },
  {
    name: 'no control plane',
    from: 'role: control-plane',
    to: 'role: worker',
    says: ['7 nodes: no node is a control plane. Give one node the role control-plane.'],
  },
  {
    name: 'two nodes of one name',
    from: 'name: w2,',
    to: 'name: w1,',
    says: [
      '10 nodes[2].name: the name w1 is there a second time, first on line 9. Give each its own name.',
      '48 storage.nodes[1]: "w2" is none of the nodes. Did you mean "w1"?',
    ],
  },
  {
    name: 'two nodes of one address',
    from: '10.0.0.12',
    to: '10.0.0.11',
    says: ['10 nodes[2].address: the address 10.0.0.11 is there a second time, first on line 9. Give each its own address.'],
  },
  {
    name: 'a node that is no address',
    from: '10.0.0.12',
    to: '10.0.0.012',
    says: ['10 nodes[2].address: 10.0.0.012 is no address. Write it like 192.168.1.188.'],
  },
  {
    name: 'a node outside the LAN',
    from: '10.0.0.12',
    to: '10.0.1.12',
    says: ['10 nodes[2].address: 10.0.1.12 is not inside the LAN 10.0.0.0/24. Write an address of 10.0.0.0/24, or mend networks.lan.'],
  },
  {
    name: 'a node in the pool',
    from: '10.0.0.12',
    to: '10.0.0.205',
    says: [
      "10 nodes[2].address: 10.0.0.205 is in the load balancer's pool 10.0.0.200-10.0.0.210, so a Service could take the node's address. Move the pool away from the nodes.",
    ],
  },
  // networks
  {
    name: 'a network named by an address in it',
    from: '10.42.0.0/16',
    to: '10.42.0.7/16',
    says: ['13 networks.pods: 10.42.0.7/16 is one address, a network is named by its first. Write 10.42.0.0/16.'],
  },
  {
    name: 'a network that is none',
    from: '10.42.0.0/16',
    to: '10.42.0.0',
    says: ['13 networks.pods: 10.42.0.0 is no network. Write its first address and its prefix length, such as 192.168.1.0/24.'],
  },
  {
    name: 'pods over the LAN',
    from: '10.42.0.0/16',
    to: '10.0.0.0/8',
    says: [
      '13 networks.pods: 10.0.0.0/8 overlaps lan 10.0.0.0/24. Choose a network of its own for each.',
      '14 networks.services: 10.43.0.0/16 overlaps pods 10.0.0.0/8. Choose a network of its own for each.',
    ],
  },
  {
    name: 'services over pods',
    from: '10.43.0.0/16',
    to: '10.42.128.0/17',
    says: ['14 networks.services: 10.42.128.0/17 overlaps pods 10.42.0.0/16. Choose a network of its own for each.'],
  },
  {
    name: 'a pool outside the LAN',
    from: '10.0.0.200-10.0.0.210\n    ingress: 10.0.0.200',
    to: '10.0.0.200-10.0.1.10\n    ingress: 10.0.0.200',
    says: [
      '19 networks.loadBalancer.pool: 10.0.0.200-10.0.1.10 is not inside the LAN 10.0.0.0/24, so nothing would answer for its addresses. Choose addresses of 10.0.0.0/24.',
    ],
  },
  {
    name: 'a pool that ends before it begins',
    from: '10.0.0.200-10.0.0.210',
    to: '10.0.0.210-10.0.0.200',
    says: ['19 networks.loadBalancer.pool: 10.0.0.210-10.0.0.200 ends before it begins. Write 10.0.0.200-10.0.0.210.'],
  },
  {
    name: 'an ingress address outside the pool',
    from: 'ingress: 10.0.0.200',
    to: 'ingress: 10.0.0.199',
    says: [
      '20 networks.loadBalancer.ingress: 10.0.0.199 is not in the pool 10.0.0.200-10.0.0.210, so the gateway would never get it (L-07). Choose an address of 10.0.0.200-10.0.0.210.',
    ],
  },
  {
    name: 'a load balancer without a pool',
    from: '    pool: 10.0.0.200-10.0.0.210\n',
    to: '',
    says: [
      '18 networks.loadBalancer.pool: it is missing (addresses that Services may get: a range or a network inside networks.lan, over no node). Add pool, such as pool: 192.168.1.200-192.168.1.210.',
    ],
  },
  {
    name: 'an address of the mesh of clusters outside the pool',
    from: 'ingress: 10.0.0.200',
    to: 'ingress: 10.0.0.200\n    clusterMesh: 10.0.0.199',
    says: [
      '21 networks.loadBalancer.clusterMesh: 10.0.0.199 is not in the pool 10.0.0.200-10.0.0.210, so other clusters would never reach this one. Choose an address of 10.0.0.200-10.0.0.210.',
    ],
  },
  {
    name: 'one address for the ingress gateway and the mesh of clusters',
    from: 'ingress: 10.0.0.200',
    to: 'ingress: 10.0.0.200\n    clusterMesh: 10.0.0.200',
    says: ["21 networks.loadBalancer.clusterMesh: 10.0.0.200 is the ingress gateway's address. Give each an address of its own."],
  },
  {
    name: 'a machine outside the addresses of its cluster',
    from: 'lan: 10.0.0.0/24',
    to: 'lan: 10.0.0.0/24\n  nodes: 10.0.0.10-10.0.0.11',
    says: [
      "10 nodes[2].address: 10.0.0.12 is not in 10.0.0.10-10.0.0.11, the addresses of this cluster's machines. Write one of 10.0.0.10-10.0.0.11.",
    ],
  },
  {
    name: 'addresses of machines outside the LAN',
    from: 'lan: 10.0.0.0/24',
    to: 'lan: 10.0.0.0/24\n  nodes: 9.0.0.0-10.0.0.12',
    says: ['13 networks.nodes: 9.0.0.0-10.0.0.12 is not inside the LAN 10.0.0.0/24. Choose addresses of 10.0.0.0/24.'],
  },
  {
    name: 'addresses of machines in the pool',
    from: 'lan: 10.0.0.0/24',
    to: 'lan: 10.0.0.0/24\n  nodes: 10.0.0.10-10.0.0.200',
    says: [
      "13 networks.nodes: 10.0.0.10-10.0.0.200 overlaps the pool 10.0.0.200-10.0.0.210, so a Service could take a node's address. Keep the two apart.",
    ],
  },
  {
    name: 'one port of the nodes for two',
    from: 'domain:',
    to: 'nodePorts: { grafana: 30300, prometheus: 30300 }\ndomain:',
    says: ['21 nodePorts.prometheus: the port 30300 is there a second time, first on line 21. Give each its own port.'],
  },
  {
    name: 'a port of the nodes that Kubernetes does not hand out',
    from: 'domain:',
    to: 'nodePorts: { grafana: 3000 }\ndomain:',
    says: ['21 nodePorts.grafana: 3000 is out of range, at least 30000 is allowed. Write at least 30000.'],
  },
  {
    name: 'a volume that outlives its claim without a class that does that',
    from: '  nodes: [w1, w2]',
    to: '  nodes: [w1, w2]\n  claims: { vault: { size: 1Gi, retained: true } }',
    says: [
      '49 storage.claims.vault.retained: the volume shall outlive its claim, and no class does that. Name one as storage.retainedClass.',
    ],
  },
  {
    name: 'volumes that ask for more than the disks hold',
    from: '  nodes: [w1, w2]',
    to: '  nodes: [w1, w2]\n  claims: { data: { size: 90Gi }, more: { size: 10Gi } }',
    says: [
      '49 storage.claims: they ask for 200Gi together, and the disks of the storage nodes have 186Gi. Make them smaller, or say as storage.overcommit why that is sound.',
    ],
  },
  {
    name: 'more volumes than disks hold, for no reason',
    from: '  nodes: [w1, w2]',
    to: "  nodes: [w1, w2]\n  overcommit: ' '\n  claims: { data: { size: 100Gi } }",
    says: ['49 storage.overcommit: the reason is empty. Say why in a few words.'],
  },
  // domain
  {
    name: 'a host outside the zone',
    from: 'board.example.org',
    to: 'board.example.com',
    says: ['25 domain.hosts.board.name: board.example.com is not under the zone example.org. Write a name that ends in .example.org.'],
  },
  {
    name: 'a host that only ends like the zone',
    from: 'board.example.org',
    to: 'boardexample.org',
    says: ['25 domain.hosts.board.name: boardexample.org is not under the zone example.org. Write a name that ends in .example.org.'],
  },
  {
    name: 'two hosts of one name',
    from: 'board.example.org',
    to: 'blog.example.org',
    says: ['25 domain.hosts.board.name: the name blog.example.org is there a second time, first on line 24. Give each its own name.'],
  },
  {
    name: 'a host that is no DNS name',
    from: 'board.example.org',
    to: 'board_.example.org',
    says: [
      '25 domain.hosts.board.name: "board_.example.org" is no DNS name: at most 253 lower-case letters, digits, dashes and dots, a letter or digit at both ends of each part. Choose a name of that form.',
    ],
  },
  {
    name: 'an unknown exposure',
    from: 'exposure: private',
    to: 'exposure: privat',
    says: ['25 domain.hosts.board.exposure: "privat" is none of public, private, planned. Did you mean "private"?'],
  },
  // images
  {
    name: 'an image without a tag',
    from: 'mysql: mysql:8.0',
    to: 'mysql: mysql',
    says: ['31 images.mysql: mysql has no tag, which means latest: whatever was built last. Name a version: mysql:<version>.'],
  },
  {
    name: 'the tag latest',
    from: 'mysql: mysql:8.0',
    to: 'mysql: mysql:latest',
    says: [
      '31 images.mysql: mysql:latest has the tag latest, which moves from build to build. Name a version, or add the digest: mysql:latest@sha256:<digest>.',
    ],
  },
  {
    name: 'a tag that moves',
    from: 'mysql: mysql:8.0',
    to: 'mysql: mysql:stable',
    says: [
      '31 images.mysql: mysql:stable has the tag stable, which moves from build to build. Name a version, or add the digest: mysql:stable@sha256:<digest>.',
    ],
  },
  {
    name: 'a tag without a version',
    from: 'mysql: mysql:8.0',
    to: 'mysql: mysql:oracle',
    says: [
      '31 images.mysql: mysql:oracle has the tag oracle, which moves from build to build. Name a version, or add the digest: mysql:oracle@sha256:<digest>.',
    ],
  },
  {
    name: 'a digest cut short',
    from: 'mysql: mysql:8.0',
    to: 'mysql: mysql@sha256:abc',
    says: [
      '31 images.mysql: mysql@sha256:abc has a digest that is not sha256: and 64 hexadecimal digits. Copy the digest from the registry whole.',
    ],
  },
  {
    name: 'an image of another line than its component',
    from: 'mysql: mysql:8.0',
    to: 'mysql: mysql:8.4',
    says: [
      '31 images.mysql: mysql:8.4 is not of the line 8.0 that components names for mysql. Choose a tag of 8.0, or change components.mysql.',
    ],
  },
  {
    name: 'a first-party image from elsewhere',
    from: 'ghcr.io/acme/web:v1',
    to: 'docker.io/acme/web:v1',
    says: [
      '30 images.web: docker.io/acme/web:v1 is built by the owner, but comes from no first-party registry (L-15). Take it from ghcr.io/acme.',
    ],
  },
  {
    name: 'a first-party image that is not listed',
    from: 'firstPartyImages: [web]',
    to: 'firstPartyImages: [wbe]',
    says: ['28 firstPartyImages[0]: "wbe" is none of the images. Did you mean "web"?'],
  },
  {
    name: 'a first-party image and no such registry',
    from: 'firstParty: true',
    to: 'firstParty: false',
    says: [
      '30 images.web: ghcr.io/acme/web:v1 is built by the owner, but comes from no first-party registry (L-15). List the registry with firstParty: true.',
    ],
  },
  {
    name: 'a private registry without a pull secret',
    from: ', pullSecret: ghcr-secret',
    to: '',
    says: [
      '27 registries[0]: ghcr.io/acme is private and has no pullSecret, so its images could not be pulled (L-05). Add pullSecret, and describe that Secret under secrets.',
    ],
  },
  {
    name: 'a pull secret that is not listed',
    from: 'pullSecret: ghcr-secret',
    to: 'pullSecret: ghcr-secrets',
    says: ['27 registries[0].pullSecret: the Secret ghcr-secrets is not under secrets. Did you mean "ghcr-secret"?'],
  },
  {
    name: 'a pull secret without the key',
    from: 'keys: [.dockerconfigjson]',
    to: 'keys: [config]',
    says: [
      '27 registries[0].pullSecret: the Secret ghcr-secret has no key .dockerconfigjson, so it cannot open a registry. Add .dockerconfigjson to its keys.',
    ],
  },
  {
    name: 'a registry with a trailing slash',
    from: 'prefix: ghcr.io/acme',
    to: 'prefix: ghcr.io/acme/',
    says: ['27 registries[0].prefix: ghcr.io/acme/ is no registry account. Write it like ghcr.io/account or docker.io/account.'],
  },
  // secrets
  {
    name: 'a literal value in a command',
    from: '--from-literal=root=<password>',
    to: '--from-literal=root=hunter2',
    says: [
      '40 secrets[1].create: the command carries a literal value for root. Write a placeholder: --from-literal=root=<what goes here>.',
    ],
  },
  {
    name: 'a literal password in a command',
    from: '--docker-password=<token>',
    to: '--docker-password=hunter2',
    says: [
      '36 secrets[0].create: the command carries a literal value for --docker-password. Write a placeholder: --docker-password=<what goes here>.',
    ],
  },
  {
    name: 'a command for a key that is not listed',
    from: '--from-literal=root=',
    to: '--from-literal=rot=',
    says: ['40 secrets[1].create: the command gives a key rot that keys does not list. Did you mean "root"?'],
  },
  {
    name: 'a command for another secret',
    from: 'generic mysql-secret -n',
    to: 'generic mysql -n',
    says: [
      '40 secrets[1].create: the command does not mention mysql-secret, so it creates another Secret. Create mysql-secret in the namespace blog-system.',
    ],
  },
  {
    name: 'a secret twice',
    from: '- name: mysql-secret',
    to: '- name: ghcr-secret',
    says: [
      '37 secrets[1].name: the name blog-system/ghcr-secret is there a second time, first on line 33. Give each its own name.',
      '40 secrets[1].create: the command does not mention ghcr-secret, so it creates another Secret. Create ghcr-secret in the namespace blog-system.',
    ],
  },
  {
    name: 'a secret without keys',
    from: 'keys: [root]',
    to: 'keys: []',
    says: ['39 secrets[1].keys: the list is empty, at least one entry is needed. Add an entry; docs/inventory.md shows how.'],
  },
  {
    name: 'a password',
    from: 'system: blog',
    to: 'system: blog\npassword: hunter2',
    says: [`4 password: a value stands under a key that names a secret, and an inventory is published. ${REVOKE}`],
  },
  {
    name: 'a password among the images',
    from: '  mysql: mysql:8.0',
    to: '  mysql: mysql:8.0\n  dbPassword: hunter2',
    says: [`32 images.dbPassword: a value stands under a key that names a secret, and an inventory is published. ${REVOKE}`],
  },
  {
    name: 'an AWS access key',
    from: 'system: blog',
    to: 'system: blog # AKIA' + 'IOSFODNN7EXAMPLE',
    says: [`3: an AWS access key stands here (AKIA…), and an inventory is published. ${REVOKE}`],
  },
  {
    name: 'a GitHub token',
    from: 'environment: production',
    to: `environment: ghp_${'a1B2'.repeat(9)}`,
    says: [`4: a GitHub token stands here (ghp_…), and an inventory is published. ${REVOKE}`],
  },
  {
    name: 'a fine-grained GitHub token',
    from: 'system: blog',
    to: `system: blog # github_pat_${'a1B2'.repeat(9)}`,
    says: [`3: a GitHub token stands here (gith…), and an inventory is published. ${REVOKE}`],
  },
  {
    name: 'a Slack webhook',
    from: 'system: blog',
    to: 'system: blog # https://hooks.slack.com/' + 'services/T000/B000/XXXX',
    says: [`3: a Slack webhook stands here (hook…), and an inventory is published. ${REVOKE}`],
  },
  {
    name: 'a Slack token',
    from: 'system: blog',
    to: 'system: blog # xoxb-' + '123456789012-abcdef',
    says: [`3: a Slack token stands here (xoxb…), and an inventory is published. ${REVOKE}`],
  },
  {
    name: 'a private key',
    from: 'system: blog',
    to: 'system: blog\n# -----BEGIN RSA ' + 'PRIVATE KEY-----\n# MIIEowIBAAKCAQEA7bq0XkzQ1v9s8Zp3Lr5TdYw2\n# -----END RSA PRIVATE KEY-----',
    says: [`4: a private key stands here (----…), and an inventory is published. ${REVOKE}`],
  },
  {
    name: 'a JSON web token',
    from: 'system: blog',
    to: 'system: blog # eyJhbGciOiJIUzI1NiJ9' + '.eyJzdWIiOiIxMjM0In0.c2ln',
    says: [`3: a JSON web token stands here (eyJh…), and an inventory is published. ${REVOKE}`],
  },
  {
    name: 'an address with a password',
    from: 'https://github.com/acme',
    to: 'https://me:hunter2@github.com/acme',
    says: [`43: an address with a password stands here (://m…), and an inventory is published. ${REVOKE}`],
  },
  {
    name: 'a long random value',
    from: 'system: blog',
    to: 'system: blog # wJalrXUtnFEMI/K7MDENG/' + 'bPxRfiCYzEXAMPLEKEY',
    says: [`3: a long random value stands here (wJal…), which looks like a secret. ${REVOKE}`],
  },
  // repositories, buckets, recovery
  {
    name: 'a repository over plain http',
    from: 'https://github.com',
    to: 'http://github.com',
    says: [
      '43 repositories.manifests.url: http://github.com/acme/manifests.git is no address of a git repository over https or ssh. Write it like https://github.com/account/name.git.',
    ],
  },
  {
    name: 'a repository that is no address',
    from: 'https://github.com/acme/manifests.git',
    to: 'acme/manifests',
    says: [
      '43 repositories.manifests.url: acme/manifests is no address of a git repository over https or ssh. Write it like https://github.com/account/name.git.',
    ],
  },
  {
    name: 'a branch that git refuses',
    from: 'branch: main',
    to: 'branch: my branch',
    says: ['44 repositories.manifests.branch: my branch is no name that git takes for a branch or revision. Write it like main or HEAD.'],
  },
  {
    name: 'a bucket that is no URL',
    from: 's3://acme-dumps/',
    to: 'acme-dumps',
    says: ['50 buckets.dumps.url: acme-dumps is no URL of a bucket. Write it like s3://name/.'],
  },
  {
    name: 'a retention of nothing',
    from: 'retention: 7d',
    to: 'retention: 0s',
    says: ['50 buckets.dumps.retention: 0s keeps nothing. Write how long objects are kept, such as 7d.'],
  },
  {
    name: 'a retention without a unit',
    from: 'retention: 7d',
    to: "retention: '7'",
    says: [
      '50 buckets.dumps.retention: 7 is no duration. Write numbers with the units d, h, m, s, ms, the larger before the smaller, such as 1m30s or 7d.',
    ],
  },
  {
    name: 'a recovery goal before the failure',
    from: 'rto: 2m',
    to: 'rto: -2m',
    says: [
      '56 recovery.node-failure.rto: -2m is no duration. Write numbers with the units d, h, m, s, ms, the larger before the smaller, such as 1m30s or 7d.',
    ],
  },
  {
    name: 'half a recovery goal',
    from: ', rto: 2m',
    to: '',
    says: ['56 recovery.node-failure.rto: it is missing (how long recovery may take). Add rto, such as rto: 5m.'],
  },
  // storage
  {
    name: 'more copies than storage nodes',
    from: 'replicas: 2',
    to: 'replicas: 3',
    says: ['47 storage.replicas: 3 copies need 3 storage nodes, there are 2 (D-03). Write 2 or less, or add storage nodes.'],
  },
  {
    name: 'a storage node that is none',
    from: 'nodes: [w1, w2]',
    to: 'nodes: [w1, w3]',
    says: ['48 storage.nodes[1]: "w3" is none of the nodes. Did you mean "w1"?'],
  },
  {
    name: 'a storage node twice',
    from: 'nodes: [w1, w2]',
    to: 'nodes: [w1, w1]',
    says: [
      '47 storage.replicas: 2 copies need 2 storage nodes, there is 1 (D-03). Write 1 or less, or add storage nodes.',
      '48 storage.nodes[1]: the node w1 is there a second time, first on line 48. Give each its own node.',
    ],
  },
  // YAML
  {
    name: 'a key twice',
    from: 'system: blog',
    to: 'system: blog\nsystem: shop',
    says: ['4 system: the key is there a second time, first on line 3. Delete one of the two.'],
  },
  {
    name: 'a tab',
    from: '  class: longhorn',
    to: '\tclass: longhorn',
    says: ['46: a tab stands in the indentation. Indent with spaces, two a level.'],
  },
  {
    name: 'two documents',
    from: 'system: blog',
    to: '---\nsystem: blog',
    says: ['3: a second YAML document begins here. Give each cluster a file of its own, or use environments.'],
  },
  {
    name: 'an open quote',
    from: 'class: longhorn',
    to: 'class: "longhorn',
    says: ['46: it is no YAML: Missing closing "quote. Mend the YAML.'],
  },
  {
    name: 'an open bracket',
    from: 'nodes: [w1, w2]',
    to: 'nodes: [w1, w2',
    says: ['48: it is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ]. Mend the YAML.'],
  },
  {
    name: 'a tag of YAML',
    from: 'class: longhorn',
    to: 'class: !!binary bG9uZ2hvcm4=',
    says: ['46: the YAML tag !!binary is not read. Write the plain value without a tag.'],
  },
  {
    name: 'a merge key',
    from: 'class: longhorn',
    to: '<<: { class: longhorn }',
    says: ['46 storage: merge keys (<<) are not read. Write the keys out, or use environments for what differs.'],
  },
  {
    name: 'an alias of nothing',
    from: 'class: longhorn',
    to: 'class: *longhorn',
    says: ['46 storage.class: no anchor &longhorn stands above *longhorn. Write the value out.'],
  },
  {
    name: 'an alias of itself',
    from: 'nodes: [w1, w2]',
    to: 'nodes: &nodes [w1, *nodes]',
    says: ['48 storage.nodes[1]: *nodes repeats what it is part of. Write the value out.'],
  },
  {
    name: 'a key that is no word',
    from: 'class: longhorn',
    to: '[class]: longhorn',
    says: ['46 storage: a key here is no plain word. Write a word before the colon.'],
  },
  {
    name: 'a prototype',
    from: 'class: longhorn',
    to: 'class: longhorn\n  __proto__: { class: other }',
    says: ['47 storage: a key here is no plain word. Write a word before the colon.'],
  },
  // environments
  {
    name: 'no environment',
    from: 'name: good\n',
    to: 'name: good\nenvironments: {}\n',
    says: ['3 environments: it is no map of clusters. Write what differs under the name of each cluster, or leave the key out.'],
  },
  {
    name: 'an environment that is no map',
    from: 'name: good\n',
    to: 'environments: { dev: 1 }\n',
    says: ['2 environments.dev: it is no map of what differs. Write what differs, or nothing at all.'],
  },
  {
    name: 'an environment that is no DNS label',
    from: 'name: good\n',
    to: 'environments: { Dev: }\n',
    says: [
      '2 environments.Dev: "Dev" is no DNS label: 1 to 63 lower-case letters, digits and dashes, a letter or digit at both ends. Write "dev".',
    ],
  },
  {
    name: 'an environment that names itself',
    from: 'name: good\n',
    to: 'environments: { dev: { name: dev } }\n',
    says: ['2 environments.dev.name: the cluster is named dev, as its key says. Leave the name out here.'],
  },
  {
    name: 'a mistake of an environment, where it stands',
    from: 'name: good\n',
    to: 'environments:\n  dev: { storage: { replicas: 5 } }\n  stage: { storage: { replicas: 1 } }\n',
    says: [
      '3 environments.dev.storage.replicas: 5 copies need 5 storage nodes, there are 2 (D-03). Write 2 or less, or add storage nodes.',
    ],
  },
  {
    name: 'a mistake of the base, once for all environments',
    from: 'name: good\n',
    to: 'environments: { dev: , stage: }\nowner: me\n',
    says: [
      '3 owner: "owner" is no key here. Known: "buckets", "components", "domain", "environment", "environments", "externals", "firstPartyImages", "fleet", "images", "kubernetes", "name", "networks", "nodePorts", "nodes", "parameters", "podSecurity", "quotas", "recovery", "registries", "repositories" and 5 more.',
    ],
  },
  {
    name: 'a need that an environment removes',
    from: 'name: good\n',
    to: 'environments: { dev: { storage: null } }\n',
    says: ['2 storage: it is missing (where volumes live). Add storage; docs/inventory.md shows how.'],
  },
];

test('the inventory that the others are made from is sound', () => {
  expect(parseInventory('good.yaml', good).map(({ name }) => name)).toEqual(['good']);
});

test.each(broken)('refuses $name', ({ from, to, says }) => {
  const text = good.replace(from, () => to);
  expect(text).not.toBe(good);

  expect(messagesOf(() => parseInventory('good.yaml', text))).toEqual(says.map((line) => `good.yaml:${line}`));
});

test('shows all mistakes of a file at once, by line, and repeats no secret in any of them', () => {
  const token = `ghp_${'a1B2'.repeat(9)}`;
  const text = good
    .replace('replicas: 2', 'replicas: 3')
    .replace('system: blog', `system: ${token}`)
    .replace('cni: cilium', 'cni: celium')
    .replace('mysql: mysql:8.0', 'mysql: mysql');

  const messages = messagesOf(() => parseInventory('good.yaml', text));

  expect(messages.join('\n')).not.toContain(token);
  expect(messages).toEqual([
    `good.yaml:3: a GitHub token stands here (ghp_…), and an inventory is published. ${REVOKE}`,
    'good.yaml:15 networks.cni: "celium" is none of cilium, calico. Did you mean "cilium"?',
    'good.yaml:31 images.mysql: mysql has no tag, which means latest: whatever was built last. Name a version: mysql:<version>.',
    'good.yaml:47 storage.replicas: 3 copies need 3 storage nodes, there are 2 (D-03). Write 2 or less, or add storage nodes.',
  ]);
});

describe('files that no text file can stand for', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'inventories-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: 9 },
      (_, i) =>
        `${'bcdefghij'.charAt(i)}: &${'bcdefghij'.charAt(i)} [${Array(9)
          .fill(`*${'abcdefghij'.charAt(i)}`)
          .join(', ')}]`,
    ),
  ];
  const deep = 'it is nested more than 32 levels deep. Write it flatter: an inventory is six levels deep.';

  test.each([
    [
      '50 MB, which are not even read',
      Buffer.alloc(50 * 1024 * 1024, 'a: 1\n'),
      ': the file has 52428800 bytes, an inventory has at most 1048576. Move it elsewhere, or split the clusters into several files.',
    ],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from('name: good\nsystem: '), Buffer.from([0xff, 0xfe]), Buffer.from('\n')]),
      ':2: the file is not UTF-8. Save it as UTF-8.',
    ],
    ['UTF-16', Buffer.from('\uFEFFname: good\n', 'utf16le'), ':1: the file is not UTF-8. Save it as UTF-8.'],
    [
      'a NUL byte',
      Buffer.from('name: good\nsystem: \0\n'),
      ':2: the file holds a NUL byte, so it is no text. Name a text file, or restore this one.',
    ],
    ['nothing', Buffer.alloc(0), ':1: the file is empty. Describe a cluster in it, or delete it.'],
    ['only comments', Buffer.from('# name: good\n'), ':1: the file is empty. Describe a cluster in it, or delete it.'],
    ['one word', Buffer.from('good\n'), ':1: the file is not a map of keys and values. Describe a cluster in it, or delete it.'],
    ['a list', Buffer.from('- good\n'), ':1: the file is not a map of keys and values. Describe a cluster in it, or delete it.'],
    [
      'an alias bomb',
      Buffer.from(bomb.join('\n')),
      ':4 d[0]: aliases repeat more than 1000 values. Write the values out, or use environments for what differs.',
    ],
    ['brackets in brackets', Buffer.from(`name:\n${'[\n'.repeat(100_000)}`), `:34: ${deep}`],
    ['dashes after dashes', Buffer.from(`name:\n${'- '.repeat(2000)}\n`), `:2: ${deep}`],
    [
      'a line of a megabyte',
      Buffer.from(`name: good\nsystem: ${'x'.repeat(1_000_000)}\n`),
      ':2: the line has more than 4096 characters. Break it, or restore the file: this is no line for people.',
    ],
    [
      'more keys than anybody writes',
      Buffer.from(Array.from({ length: 21_000 }, (_, i) => `k${i}: 1`).join('\n')),
      ':20000: the file holds more than 20000 values. Split the clusters into several files.',
    ],
  ])('refuses %s', (_, bytes, says) => {
    writeFileSync(join(folder, 'good.yaml'), bytes);

    expect(messagesOf(() => loadClusters(folder))).toEqual([`${folder}/good.yaml${says}`]);
  });
});

function messagesOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
  return [];
}
