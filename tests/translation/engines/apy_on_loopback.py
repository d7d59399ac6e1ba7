"""An APy server that listens on this machine alone; run by the distribution's own Python.

The packaged APy has no option for the address and would listen on all of them.
"""

import functools
import sys

from apertium_apy.apy import main
from tornado import httpserver, netutil, tcpserver

tcpserver.bind_sockets = functools.partial(netutil.bind_sockets, address="127.0.0.1")


def _bind(self, port, *_rest, **_options):
    self.add_sockets(netutil.bind_sockets(port, address="127.0.0.1"))


httpserver.HTTPServer.bind = httpserver.HTTPServer.listen = _bind

if __name__ == "__main__":
    sys.exit(main())
