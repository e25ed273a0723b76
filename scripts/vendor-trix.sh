#!/usr/bin/env bash
# Vendors the editor of long texts (npm trix, MIT) as built files, so that neither a build nor a
# page needs the network. One change: Trix writes its basic styles into a <style> element, which our
# Content-Security-Policy forbids; the statement is taken out, and office/editor.css holds the rules.
# Why Trix: docs/adr/0004-rich-text-editor.md
#
# Needs npm and Python 3. Run it after raising the version, try the editor, commit the result:
#   scripts/vendor-trix.sh
set -euo pipefail

TRIX_VERSION=2.1.19

here=$(cd "$(dirname "$0")" && pwd)
target="$here/../src/mitsprache/office/static/vendor/trix"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$work" && tar xzf "$(npm pack --silent "trix@$TRIX_VERSION" | tail -1)" --strip-components=1)

rm -rf "$target"
mkdir -p "$target"
python3 - "$work/dist/trix.esm.min.js" "$target/trix.js" <<'PYTHON'
import pathlib
import re
import sys

source = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
source = re.sub(r"\n?//# sourceMappingURL=.*", "\n", source)
install = re.compile(r"(=function\(t,e\)\{)[A-Za-z$_]+\(t\)\.textContent=e\.replace\(/%t/g,t\)(\})")
patched, times = install.subn(r"\1\2", source)
if times != 1:
    sys.exit(f"expected the statement that installs styles once, found it {times} times")
pathlib.Path(sys.argv[2]).write_text(patched, encoding="utf-8")
PYTHON
cp "$work/LICENSE" "$target/LICENSE.trix.txt"
cat > "$target/README.md" <<EOF
Built by \`scripts/vendor-trix.sh\`; do not edit by hand.

- \`trix.js\`: trix $TRIX_VERSION (MIT, LICENSE.trix.txt), without the statement that adds style elements
EOF
du -sh "$target"
