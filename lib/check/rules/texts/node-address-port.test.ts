import { documentObject } from '../../document.ts';
import { inFile, ruleCases, service } from '../../testing.ts';
import { nodeAddressPort } from './node-address-port.ts';

const script = (text: string) => inFile('scripts/test.sh', documentObject('Script', 'scripts/test', { text: `#!/bin/sh\n${text}\n` }));
const web = service({ name: 'web', namespace: 'shop', type: 'NodePort', ports: [{ port: 80, nodePort: 31304 }] });

ruleCases(nodeAddressPort, {
  accepts: {
    'the port of a Service': [web, script('curl http://10.0.11.168:31304/health\ncurl "http://$NODE_IP:31304/"')],
    'a tree without node ports': [script('curl http://10.0.11.168:31380/')],
    'addresses of the outside world, and other ports': [
      web,
      script('curl http://203.0.113.7:31000/ http://10.0.0.1:8080/ localhost:30000'),
    ],
    'a port that the script sets': [
      web,
      script(`kubectl patch svc ui -p '{"spec":{"ports":[{"nodePort":30164}]}}'\ncurl http://10.0.0.1:30164`),
    ],
  },
  refuses: {
    'a port that was changed': {
      given: [web, script('curl http://10.0.11.168:31380/health')],
      says: '10.0.11.168:31380 is called, and no Service has node port 31380; there are 31304',
    },
    'a port behind a variable': {
      given: [web, script('k6 run -e URL="http://${NODE_IP}:30080" load.js')],
      says: '${NODE_IP}:30080 is called, and no Service has node port 30080; there are 31304',
    },
  },
});
