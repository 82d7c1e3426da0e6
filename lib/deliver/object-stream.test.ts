import fc from 'fast-check';
import { ObjectStream } from './object-stream.ts';

const ID = 'ce013625030ba8dba906f756967f9e9ca394464a';
const CONTENTS = ['hello\n', '', '\n', `${ID} blob 3\nabc\n`, 'x'.repeat(1000)];

test('however it arrives, what git says is taken apart into its objects', () => {
  const said = Buffer.from(`${CONTENTS.map((text) => `${ID} blob ${text.length}\n${text}\n`).join('')}nothing missing\n${ID} tree 0\n\n`);
  fc.assert(
    fc.property(fc.array(fc.nat(said.length), { maxLength: 20 }), (cuts) => {
      const found: (string | undefined)[] = [];
      const stream = new ObjectStream((object) => found.push(object && `${object.id} ${object.kind} ${object.data.toString()}`));

      let at = 0;
      for (const cut of [...cuts.sort((a, b) => a - b), said.length]) {
        stream.take(said.subarray(at, cut));
        at = cut;
      }

      expect(found).toEqual([...CONTENTS.map((text) => `${ID} blob ${text}`), undefined, `${ID} tree `]);
    }),
    { seed: 6 },
  );
});
