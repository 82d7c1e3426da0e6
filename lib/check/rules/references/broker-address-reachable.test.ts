import { deployment, ruleCases, service } from '../../testing.ts';
import { brokerAddressReachable } from './broker-address-reachable.ts';

const kafka = (listeners: string, told: string) =>
  deployment({
    namespace: 'shop',
    name: 'kafka',
    labels: { app: 'kafka' },
    container: {
      image: 'apache/kafka:3.8.0',
      ports: [{ containerPort: 9092 }, { containerPort: 9094 }],
      env: [
        { name: 'KAFKA_LISTENERS', value: listeners },
        { name: 'KAFKA_ADVERTISED_LISTENERS', value: told },
      ],
    },
  });
const door = (name: string, type: string, port: number) =>
  service({ namespace: 'shop', name, type, selector: { app: 'kafka' }, ports: [{ name: 'kafka', port, targetPort: port }] });
const ONE = 'PLAINTEXT://:9092,CONTROLLER://:9093';
const TWO = 'PLAINTEXT://:9092,EXTERNAL://:9094,CONTROLLER://:9093';

ruleCases(brokerAddressReachable, {
  accepts: {
    'a door inside the cluster': [kafka(ONE, 'PLAINTEXT://kafka:9092'), door('kafka', 'ClusterIP', 9092)],
    'a listener for the outside': [
      kafka(TWO, 'PLAINTEXT://kafka:9092,EXTERNAL://192.168.7.11:30094'),
      door('kafka', 'ClusterIP', 9092),
      door('kafka-outside', 'NodePort', 9094),
    ],
    'an address that is filled in': [kafka(ONE, 'PLAINTEXT://$(NODE_IP):30092'), door('kafka', 'NodePort', 9092)],
    'a name of the outside': [kafka(ONE, 'PLAINTEXT://kafka.example.org:9092'), door('kafka', 'LoadBalancer', 9092)],
  },
  refuses: {
    'a port of the nodes, and a name of the cluster': {
      given: [kafka(ONE, 'PLAINTEXT://kafka:9092'), door('kafka', 'NodePort', 9092)],
      says: 'Kafka is open through a NodePort on port 9092, and tells clients of that listener to go to kafka, a name of the cluster',
    },
    'the wrong one of two listeners': {
      given: [kafka(TWO, 'PLAINTEXT://kafka.shop.svc.cluster.local:9092,EXTERNAL://203.0.113.7:9094'), door('kafka', 'LoadBalancer', 9092)],
      says: 'Kafka is open through a LoadBalancer on port 9092, and tells clients of that listener to go to kafka.shop.svc.cluster.local, a name of the cluster',
    },
  },
});
