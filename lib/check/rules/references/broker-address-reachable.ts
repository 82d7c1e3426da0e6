import { environmentOf } from '../../hosts/environment.ts';
import { programOf } from '../../programs/of-images.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { podPort, serviceHost, servicePorts } from '../../services.ts';
import type { PodTemplate } from '../../pods.ts';
import type { World } from '../../world.ts';

export const brokerAddressReachable = defineRule({
  id: 'broker-address-reachable',
  severity: 'warning',
  kinds: ['v1/Service'],
  asks: 'A Kafka that is open to the outside tells clients an address that they reach from there.',
  source:
    'https://kafka.apache.org/documentation/#brokerconfigs_advertised.listeners; https://strimzi.io/blog/2019/04/23/accessing-kafka-part-2/',
  *check(manifest, world) {
    const { object } = manifest;
    const type = textAt(object, 'spec.type') ?? 'ClusterIP';
    if (type !== 'NodePort' && type !== 'LoadBalancer') return;
    const pod = world.podsOfService(manifest)[0];
    const listeners = pod === undefined ? undefined : listenersOf(pod, world);
    if (pod === undefined || listeners === undefined) return;
    for (const [index, port] of servicePorts(object).entries()) {
      const told = listeners.get(podPort(port, pod) ?? port.port);
      const meant = told === undefined ? undefined : serviceHost(told, pod.namespace);
      if (told === undefined || meant === undefined || world.find('v1/Service', meant.namespace, meant.name) === undefined) continue;
      yield {
        path: `spec.ports[${index}].port`,
        message: `Kafka is open through a ${type} on port ${port.port}, and tells clients of that listener to go to ${told}, a name of the cluster`,
        why: 'A client outside gets through to the first broker, is sent on to that name, and does not find it: "Connection to node 1 could not be established". Inside all works.',
        fix: 'Give Kafka a second listener on a port of its own, with the address of the nodes or of the load balancer in advertised.listeners, and open that one; or make the Service ClusterIP.',
      };
    }
  },
});

/** Hosts that a broker tells its clients, by the port of the listener; `undefined` where the tree does not say. */
function listenersOf(pod: PodTemplate, world: World): ReadonlyMap<number, string> | undefined {
  const container = pod.containers.find((each) => !each.init && /^(cp-)?kafka(-native)?$|^cp-server$/.test(programOf(each)));
  if (container === undefined) return undefined;
  const variables = environmentOf(container.fields, pod.namespace, world);
  const [told, heard] = ['ADVERTISED_LISTENERS', 'LISTENERS'].map(
    (name) => variables.get(`KAFKA_${name}`) ?? variables.get(`KAFKA_CFG_${name}`),
  );
  if (told === undefined || /[$(]/.test(told)) return undefined;
  const ports = new Map((heard ?? told).split(',').flatMap((each) => parsed(each)));
  return new Map(
    told.split(',').flatMap((each) => {
      const [, name = '', host = ''] = /^\s*(\w+):\/\/([^:]*):\d+/.exec(each) ?? [];
      const port = ports.get(name);
      return port === undefined ? [] : [[port, host] as const];
    }),
  );
}

function parsed(listener: string): readonly (readonly [name: string, port: number])[] {
  const [, name, port] = /^\s*(\w+):\/\/[^:]*:(\d+)\s*$/.exec(listener) ?? [];
  return name === undefined || port === undefined ? [] : [[name, Number(port)]];
}
