'use strict';
const { PGlite } = require('@electric-sql/pglite');
const { NodeFS } = require('@electric-sql/pglite/nodefs');

/**
 * The mutants of the power cut, required before the database's child: the engine opened as PGlite opens it by itself (`plain`), or
 * with fsync on above a file layer that has none (`empty`).
 */
const create = PGlite.create.bind(PGlite);
// PGlite calls it again, without a file layer, for its own initdb
PGlite.create = (options) => {
  const { fs, startParams } = options;
  if (fs === undefined) return create(options);
  const plain = process.env.RELAIS_WITHOUT_LAYER === 'plain';
  return create({ fs: new NodeFS(fs.rootDir), startParams: plain ? PGlite.defaultStartParams : startParams });
};
