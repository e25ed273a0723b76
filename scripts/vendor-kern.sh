#!/usr/bin/env bash
# Vendors what the pages take from elsewhere, as built files, so that neither a build nor a page
# needs the network:
#   - KERN, the German administration's design system (npm @kern-ux/native, EUPL-1.2): its tokens,
#     buttons and labels, trimmed and made logical by vendor_kern_trim.py
#   - the icons KERN draws from too, Material Symbols Rounded (npm @material-symbols/svg-400, Apache-2.0), as
#     one sprite: KERN embeds its icons as data: addresses, which our Content-Security-Policy forbids
#   - Fira Sans (Latin, Cyrillic, Greek) and Noto Sans Arabic as subset woff2 (npm @fontsource/*,
#     OFL-1.1). KERN ships Fira Sans too, but unsubset (130 KB a weight) and without its licence.
#
# Needs npm and Python 3.11. Run it after raising a version below, look at the gallery, commit the
# result:  scripts/vendor-kern.sh
set -euo pipefail

KERN_VERSION=2.7.2
FIRA_VERSION=5.3.0
NOTO_ARABIC_VERSION=5.3.0
SYMBOLS_VERSION=0.48.2

here=$(cd "$(dirname "$0")" && pwd)
target="$here/../src/mitsprache/public/static/vendor/kern"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # package version directory
  mkdir -p "$work/$3"
  (cd "$work" && tar xzf "$(npm pack --silent "$1@$2" | tail -1)" -C "$work/$3" --strip-components=1)
}
fetch @kern-ux/native "$KERN_VERSION" kern
fetch @fontsource/fira-sans "$FIRA_VERSION" fira
fetch @fontsource/noto-sans-arabic "$NOTO_ARABIC_VERSION" noto-arabic
fetch @material-symbols/svg-400 "$SYMBOLS_VERSION" symbols

rm -rf "$target"
mkdir -p "$target/fonts"
python3 "$here/vendor_kern_trim.py" "$work" "$target"
cp "$work/kern/LICENSE.md" "$target/LICENSE.kern.md"
cp "$work/symbols/LICENSE" "$target/LICENSE.material-symbols.txt"
cp "$work/fira/LICENSE" "$target/fonts/LICENSE.fira-sans.txt"
cp "$work/noto-arabic/LICENSE" "$target/fonts/LICENSE.noto-sans-arabic.txt"
cat > "$target/README.md" <<EOF
Built by \`scripts/vendor-kern.sh\`; do not edit by hand.

- \`kern.css\`: from @kern-ux/native $KERN_VERSION (EUPL-1.2, LICENSE.kern.md), trimmed, physical properties
  turned into logical ones; its colours are set by \`mitsprache/tokens.css\`
- \`icons.svg\`: @material-symbols/svg-400 $SYMBOLS_VERSION (Apache-2.0, LICENSE.material-symbols.txt)
- \`fonts/fira-sans-*\`: @fontsource/fira-sans $FIRA_VERSION (OFL-1.1)
- \`fonts/noto-sans-arabic-*\`: @fontsource/noto-sans-arabic $NOTO_ARABIC_VERSION (OFL-1.1)
EOF
du -sh "$target"
