import { indexesWithoutColumn } from './sql.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS posts (
  id SERIAL PRIMARY KEY, -- the key, of course
  title VARCHAR(200) NOT NULL,
  price NUMERIC(10, 2) DEFAULT (1 + 2),
  CONSTRAINT positive CHECK (price > 0)
);
`;

test.each([
  ['a column of the table', 'CREATE INDEX idx ON posts(title);'],
  ['a direction behind it', 'CREATE INDEX IF NOT EXISTS idx ON posts (id DESC, price);'],
  ['a column that is added later', 'ALTER TABLE posts ADD COLUMN author TEXT;\nCREATE INDEX idx ON posts(author);'],
  ['an expression', 'CREATE INDEX idx ON posts (lower(title));'],
  ['a table of another script', 'CREATE INDEX idx ON users(name);'],
])('says nothing about an index on %s', (_, statement) => {
  expect(indexesWithoutColumn(TABLE + statement)).toEqual([]);
});

test('tells an index on a column that the table does not have', () => {
  const found = indexesWithoutColumn(`${TABLE}CREATE UNIQUE INDEX idx_author ON public.posts USING btree ("author_id");`);

  expect(found).toEqual([{ index: 'idx_author', table: 'posts', column: 'author_id', columns: ['id', 'title', 'price'] }]);
});
