import { cleanWorld } from '../../testing/mutations/worlds.ts';
test('own', () => {
  for (const name of ['today', 'planned', 'shop'] as const) {
    const loud = cleanWorld(name).findings().filter(({ severity }) => severity !== 'info');
    console.log(name, loud.map(({ rule, file, message }) => `${rule}: ${file ?? ''}: ${message}`).join('\n'));
  }
});
